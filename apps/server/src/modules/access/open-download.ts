import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import type { DownloadLink } from '@cashwrap/shared/contracts/library'
import type { FileId } from '@cashwrap/shared/ids'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import { addMinutes, type Clock } from '@cashwrap/shared/time'
import type { Db } from '../../platform/db/database.ts'
import type { Actor } from '../auth/index.ts'
import type { FileStorage } from './domain/file-storage.ts'
import { findOwnedFile } from './library-store.ts'

const LINK_MINUTES = 10

/** A link to a bought file, good for ten minutes. A file of something not owned does not exist. */
export async function openDownload(
  deps: { db: Db; clock: Clock; storage: FileStorage },
  actor: Actor,
  input: { fileId: FileId },
): Promise<Result<DownloadLink, FailureOf<'sign-in-required' | 'not-found'>>> {
  if (actor.user === null) return fail({ kind: 'sign-in-required' })
  const file = await findOwnedFile(deps.db, input.fileId, actor.user)
  if (!file) return fail({ kind: 'not-found', what: 'file' })
  const expiresAt = addMinutes(deps.clock.now(), LINK_MINUTES)
  const url = await deps.storage.signedUrl(file.storageKey, file, expiresAt)
  return ok({ url, fileName: file.fileName, expiresAt: expiresAt.toISOString() })
}
