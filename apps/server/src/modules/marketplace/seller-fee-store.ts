import type { SellerId } from '@cashwrap/shared/ids'
import type { Tx } from '../../platform/db/database.ts'

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
