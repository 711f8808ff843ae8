import type { Role } from '@cashwrap/shared/contracts/primitives'
import type { SiteId, UserId } from '@cashwrap/shared/ids'

/** Someone who proved an e-mail address, or whom an outside token issuer vouches for. */
export interface ActorUser {
  id: UserId
  /** Null for an account of an outside token issuer that gave no verified address. */
  email: string | null
  /** What they may be with what they came with: never `staff` by the token of an outside issuer. */
  roles: readonly Role[]
  /** Who they are to the outside issuer whose token they came with; null for a cookie and for tokens of our own. */
  subject: string | null
}

/** Who asks for something. A visitor may hold a browser session (the cart's), a user may too; a site speaks for itself. */
export interface Actor {
  kind: 'visitor' | 'user' | 'site' | 'system'
  user: ActorUser | null
  /** SHA-256 of the browser's `session_id` cookie, which owns the cart. */
  visitHash: Buffer | null
  /** What the audit log names a system actor (`sweep`, `webhook`, `cli`), or a site: by its id. */
  name: string | null
  requestId: string | null
}

export const systemActor = (name: string, requestId: string | null = null): Actor => ({
  kind: 'system',
  user: null,
  visitHash: null,
  name,
  requestId,
})

/** A site of the plugin that showed its credentials. */
export const siteActor = (siteId: SiteId, requestId: string | null = null): Actor => ({
  kind: 'site',
  user: null,
  visitHash: null,
  name: siteId,
  requestId,
})

export const isStaff = (actor: Actor): boolean => actor.user?.roles.includes('staff') ?? false
