import type { SiteId } from '@cashwrap/shared/ids'
import type { Db } from '../../platform/db/database.ts'
import type { SecretBox } from '../../platform/secret-box.ts'
import { readSecretsAfter, replaceSealed } from './site-store.ts'

const AT_ONCE = 200

/** Seals with the first key what was sealed with another. Answers how many. Can be stopped and begun again at any time. */
export async function resealSiteSecrets({ db, secretBox }: { db: Db; secretBox: SecretBox }): Promise<number> {
  let count = 0
  let last: SiteId | null = null
  for (;;) {
    const rows: { id: SiteId; sealed: Buffer }[] = await readSecretsAfter(db, last, AT_ONCE)
    for (const { id, sealed } of rows) {
      if (!secretBox.isOld(sealed)) continue
      // A site that registers anew in between is sealed with the first key already.
      if (await replaceSealed(db, id, sealed, secretBox.seal(secretBox.open(sealed, id), id))) count += 1
    }
    if (rows.length < AT_ONCE) return count
    last = rows.at(-1)?.id ?? null
  }
}
