import { type Ok, ok } from '@cashwrap/shared/result'
import type { Db } from '../../platform/db/database.ts'
import type { Actor } from './domain/actor.ts'
import { isUserCalled } from './user-store.ts'

/** The same browser, taken for nobody's: what it buys is a guest's. */
export const asGuest = (actor: Actor): Actor => ({ ...actor, kind: 'visitor', user: null })

/** A caller may say for whom it acts: that counts if they are signed in as that user, else the caller is a guest. */
export async function asNamedUser(
  deps: { db: Db },
  actor: Actor,
  input: { user: string | undefined },
): Promise<Ok<Actor>> {
  const { user } = actor
  if (user === null || input.user === undefined) return ok(asGuest(actor))
  const isThem = user.id === input.user.toLowerCase() || (await isUserCalled(deps.db, user.id, input.user))
  return ok(isThem ? actor : asGuest(actor))
}
