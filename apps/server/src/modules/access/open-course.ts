import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import type { OpenedCourse } from '@cashwrap/shared/contracts/library'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Db } from '../../platform/db/database.ts'
import type { Actor } from '../auth/index.ts'
import { readLessons } from './library-store.ts'

/** Opens lessons to read: all to their owner, previews to anyone. To anyone else the rest does not exist. */
export async function openCourse(
  deps: { db: Db },
  actor: Actor,
  input: { slug: string },
): Promise<Result<OpenedCourse, FailureOf<'not-found'>>> {
  const course = await readLessons(deps.db, input.slug, actor.user)
  return course ? ok(course) : fail({ kind: 'not-found', what: 'course' })
}
