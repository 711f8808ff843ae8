import { type Actor, isStaff } from '../auth/index.ts'

/** Staff, and the operator's own commands. */
export const mayChangeCatalogue = (actor: Actor): boolean => actor.kind === 'system' || isStaff(actor)
