import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, rename, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fail, ok } from '@cashwrap/shared/result'
import type { Clock } from '@cashwrap/shared/time'
import type { FileLabel, FileStorage } from '../../modules/access/index.ts'
import { assertStorageKey, isStorageKey } from './storage-key.ts'

export interface LocalStorageOptions {
  /** The server's own origin; links are `<baseUrl>/downloads/<key>?…`. */
  baseUrl: string
  secret: string
  clock: Clock
}

/** Files in a folder, handed out by this server to who brings a link it signed. */
export function localStorage(folder: string, { baseUrl, secret, clock }: LocalStorageOptions): FileStorage {
  const linkKey = createHmac('sha256', secret).update('download links').digest()
  const sign = (key: string, { fileName, contentType }: FileLabel, expires: string): Buffer =>
    createHmac('sha256', linkKey)
      .update(JSON.stringify([key, fileName, contentType, expires]))
      .digest()

  return {
    async put(key, content) {
      assertStorageKey(key)
      const path = join(folder, key)
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      // Written beside and renamed, so that a reader or a crash never meets half a file.
      const partial = `${path}.${randomBytes(6).toString('hex')}.partial`
      await writeFile(partial, content, { mode: 0o600, flush: true })
      await rename(partial, path)
    },

    async signedUrl(key, label, expiresAt) {
      assertStorageKey(key)
      const expires = String(Math.floor(expiresAt.getTime() / 1000))
      const url = new URL(`/downloads/${key}`, baseUrl)
      url.searchParams.set('name', label.fileName)
      url.searchParams.set('type', label.contentType)
      url.searchParams.set('expires', expires)
      url.searchParams.set('signature', sign(key, label, expires).toString('base64url'))
      return url.href
    },

    async openLink({ key, query }) {
      const { name: fileName, type: contentType, expires, signature } = query
      const isWhole = [fileName, contentType, expires, signature].every((value) => typeof value === 'string')
      if (!isWhole || !isStorageKey(key)) return fail({ kind: 'forged' })
      const label = { fileName: String(fileName), contentType: String(contentType) }
      const expected = sign(key, label, String(expires))
      const given = Buffer.from(String(signature), 'base64url')
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return fail({ kind: 'forged' })
      if (clock.now().getTime() >= Number(expires) * 1000) return fail({ kind: 'expired' })

      const path = join(folder, key)
      const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined
        throw error
      })
      if (!found?.isFile()) return fail({ kind: 'missing' })
      return ok({ ...label, sizeBytes: found.size, read: (range) => createReadStream(path, range) })
    },
  }
}
