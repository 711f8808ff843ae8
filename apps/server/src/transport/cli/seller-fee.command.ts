import { Percentage } from '@cashwrap/shared/contracts/primitives'
import type { Deps } from '../../app/deps.ts'
import { systemActor } from '../../modules/auth/index.ts'
import { setSellerFee } from '../../modules/marketplace/index.ts'
import { misused } from './misused.ts'

/** `seller-fee <seller> <percent>`, or `shop` for the usual share: orders that were begun keep the fee they were begun with. */
export async function sellerFeeCommand(deps: Deps, [seller, share]: readonly string[]): Promise<number> {
  const feePpm = share === 'shop' ? { success: true as const, data: null } : Percentage.safeParse(share)
  if (seller === undefined || !feePpm.success)
    return misused('seller-fee needs a seller and a percentage, or the word shop: seller-fee north-pier 12.5')
  const set = await setSellerFee(deps, systemActor('cli'), { seller, feePpm: feePpm.data })
  if (!set.ok) {
    console.error(`There is no seller ${seller}.`)
    return 1
  }
  console.log(
    `Of what ${set.value.name} sells, ${share === 'shop' ? 'the usual share' : `${share} %`} stays with the shop.`,
  )
  return 0
}
