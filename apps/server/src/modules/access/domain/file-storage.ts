import type { Readable } from 'node:stream'
import type { Result } from '@cashwrap/shared/result'

/** How a file is handed to the one who may have it. */
export interface FileLabel {
  fileName: string
  contentType: string
}

/** A link to this server as it came in: the path after the storage's prefix, and the query. */
export interface FollowedLink {
  key: string
  query: Readonly<Record<string, unknown>>
}

export interface StoredFile extends FileLabel {
  sizeBytes: number
  /** The bytes from `start` to `end`, both included; all of them when not given. */
  read(range?: { start: number; end: number }): Readable
}

/** Where bought files lie: a folder, or anything that speaks S3. Keys are ours and never come from a caller. */
export interface FileStorage {
  put(key: string, content: Buffer, contentType: string): Promise<void>
  /** A link that gives the file under `fileName` until `expiresAt` and then stops working. */
  signedUrl(key: string, label: FileLabel, expiresAt: Date): Promise<string>
  /** The file behind a link that leads to this server; a storage with an address of its own knows none. */
  openLink(link: FollowedLink): Promise<Result<StoredFile, { kind: 'forged' | 'expired' | 'missing' }>>
}
