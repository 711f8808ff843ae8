import { createHash } from 'node:crypto'
import { fail } from '@cashwrap/shared/result'
import type { Clock } from '@cashwrap/shared/time'
import { AwsClient } from 'aws4fetch'
import type { FileStorage } from '../../modules/access/index.ts'
import { attachment } from '../../platform/content-disposition.ts'
import { assertStorageKey } from './storage-key.ts'

export interface S3Options {
  accessKeyId: string
  secretAccessKey: string
  region: string
  /** `https://host/bucket`, or with a folder in it. */
  bucketUrl: string
  clock: Clock
}

const PUT_TIMEOUT_MS = 60_000
/** The longest S3 allows. */
const MOST_SECONDS = 7 * 86_400

/** A bucket of anything that speaks S3, addressed path style; links are presigned and lead straight there. */
export function s3Storage({ accessKeyId, secretAccessKey, region, bucketUrl, clock }: S3Options): FileStorage {
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 3 })
  const urlOf = (key: string): URL => {
    assertStorageKey(key)
    return new URL(`${bucketUrl}/${key}`)
  }

  return {
    async put(key, content, contentType) {
      const response = await client.fetch(urlOf(key), {
        method: 'PUT',
        body: new Uint8Array(content),
        headers: {
          'content-type': contentType,
          'x-amz-content-sha256': createHash('sha256').update(content).digest('hex'),
        },
        signal: AbortSignal.timeout(PUT_TIMEOUT_MS),
      })
      await response.body?.cancel()
      if (!response.ok) throw new Error(`the file storage answered ${response.status} to a PUT`)
    },

    async signedUrl(key, label, expiresAt) {
      const url = urlOf(key)
      // How long by our clock, from when by wall time: the storage knows no other.
      const seconds = Math.floor((expiresAt.getTime() - clock.now().getTime()) / 1000)
      url.searchParams.set('X-Amz-Expires', String(Math.min(Math.max(seconds, 1), MOST_SECONDS)))
      url.searchParams.set('response-content-disposition', attachment(label.fileName))
      url.searchParams.set('response-content-type', label.contentType)
      url.searchParams.set('response-cache-control', 'private, no-store')
      const request = await client.sign(url, { method: 'GET', aws: { signQuery: true } })
      return request.url
    },

    openLink: async () => fail({ kind: 'missing' }),
  }
}
