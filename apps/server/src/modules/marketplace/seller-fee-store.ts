import type { SellerId } from '@cashwrap/shared/ids'
import type { Db, Tx } from '../../platform/db/database.ts'

/** By what old clients know the seller by, or by the end of their address; undefined if there is none. */
export async function saveSellerFee(
  tx: Tx,
  seller: string,
  feePpm: number | null,
): Promise<{ id: SellerId; name: string } | undefined> {
  return tx
    .updateTable('sellers')
    .set({ fee_ppm: feePpm })
    .where((eb) => eb.or([eb('slug', '=', seller), eb('external_id', '=', seller)]))
    .returning(['id', 'name'])
    .executeTakeFirst()
}

export async function readSellers(db: Db): Promise<
  {
    slug: string
    externalId: string
    name: string
    accountId: string | null
    isReady: boolean
    feePpm: number | null
  }[]
> {
  return db
    .selectFrom('sellers')
    .select([
      'slug',
      'external_id as externalId',
      'name',
      'account_id as accountId',
      'charges_enabled as isReady',
      'fee_ppm as feePpm',
    ])
    .orderBy('slug')
    .execute()
}
