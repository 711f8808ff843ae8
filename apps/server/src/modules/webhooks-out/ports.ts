import type { SellerId } from '@cashwrap/shared/ids'
import type { Actor } from '../auth/index.ts'

/** Whom an actor sells as; null for somebody who does not sell. */
export type OwnSeller = (actor: Actor) => Promise<SellerId | null>
