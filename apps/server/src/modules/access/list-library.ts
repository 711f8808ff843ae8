import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import type { Library } from '@cashwrap/shared/contracts/library'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Db } from '../../platform/db/database.ts'
import type { Actor } from '../auth/index.ts'
import { readLibrary } from './library-store.ts'

/** Everything the signed-in user has bought and still has, and what their plans open. */
export async function listLibrary(
  deps: { db: Db },
  actor: Actor,
  _input: undefined,
): Promise<Result<Library, FailureOf<'sign-in-required'>>> {
  if (actor.user === null) return fail({ kind: 'sign-in-required' })
  return ok({ items: await readLibrary(deps.db, actor.user) })
}
