import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FileStorage } from '../../modules/access/index.ts'
import { type LocalStorageOptions, localStorage } from './local-storage.ts'
import { s3Storage } from './s3-storage.ts'

/**
 * The storage an address names:
 * - `file:relative/folder` or `file:///absolute/folder`
 * - `s3://KEY:SECRET@host[:port]/bucket[/folder]?region=eu-central-1&tls=off` (key and secret percent-encoded; `region` is
 *   `us-east-1` and `tls` on when not given)
 *
 * Throws a sentence for an address of another form, without quoting it, as it holds a secret.
 */
export function openStorage(url: string, options: LocalStorageOptions): FileStorage {
  if (url.startsWith('file:')) {
    const folder = url.startsWith('file://') ? fileURLToPath(url) : resolve(url.slice('file:'.length))
    return localStorage(folder, options)
  }
  if (url.startsWith('s3:')) return openS3(url, options)
  throw new Error('STORAGE_URL is not usable: it must begin with file: or s3://.')
}

function openS3(text: string, { clock }: LocalStorageOptions): FileStorage {
  const url = URL.parse(text)
  const bucket = url?.pathname.replace(/^\/+|\/+$/g, '')
  if (!url?.host || !bucket || !url.username || !url.password)
    throw new Error('STORAGE_URL is not usable: it must look like s3://KEY:SECRET@host/bucket?region=eu-central-1.')
  const scheme = url.searchParams.get('tls') === 'off' ? 'http' : 'https'
  return s3Storage({
    accessKeyId: decodeURIComponent(url.username),
    secretAccessKey: decodeURIComponent(url.password),
    region: url.searchParams.get('region') ?? 'us-east-1',
    bucketUrl: `${scheme}://${url.host}/${bucket}`,
    clock,
  })
}
