import type { WebhookEndpointId } from '@cashwrap/shared/ids'
import type { Db } from '../../platform/db/database.ts'
import type { SecretBox } from '../../platform/secret-box.ts'
import { sealedFor } from './address-delivery.ts'
import { readSecretsAfter, replaceSealed, type SealedSecrets } from './sealed-secret-store.ts'

const AT_ONCE = 200

/** Seals with the first key what was sealed with another, also of endpoints that were removed. Answers how many. Can be stopped and begun again. */
export async function resealEndpointSecrets({ db, secretBox }: { db: Db; secretBox: SecretBox }): Promise<number> {
  let count = 0
  let last: WebhookEndpointId | null = null
  for (;;) {
    const rows: SealedSecrets[] = await readSecretsAfter(db, last, AT_ONCE)
    for (const row of rows) {
      const anew = (sealed: Buffer) => secretBox.seal(secretBox.open(sealed, sealedFor(row.id)), sealedFor(row.id))
      const isOld = [row.secret, row.previous].some((sealed) => sealed !== null && secretBox.isOld(sealed))
      // One whose secret is rotated in between is sealed with the first key already.
      if (
        isOld &&
        (await replaceSealed(db, row, { secret: anew(row.secret), previous: row.previous && anew(row.previous) }))
      )
        count += 1
    }
    if (rows.length < AT_ONCE) return count
    last = rows.at(-1)?.id ?? null
  }
}
