import type { CouponProblem } from '@cashwrap/shared/contracts/cart'
import type { CouponId } from '@cashwrap/shared/ids'
import { formatMoney } from '@cashwrap/shared/money'
import type { LineToPrice } from './quote.ts'

export interface Coupon {
  id: CouponId
  code: string
  percentBps: number | null
  amountOff: number | null
  /** Of `amountOff` and `minimumSubtotal`. */
  currency: string | null
  minimumSubtotal: number | null
  startsAt: Date | null
  endsAt: Date | null
  maxUses: number | null
  maxUsesPerBuyer: number | null
  uses: number
  /** Uses by the buyer at hand, as far as they are known. */
  usesByBuyer: number
  active: boolean
  /** Null for every product. */
  productIds: ReadonlySet<string> | null
}

/** Why a coupon does not count for these lines now, or null. Limits are checked again, atomically, when an order takes a use. */
export function couponProblem(
  coupon: Coupon,
  lines: readonly LineToPrice[],
  currency: string,
  now: Date,
): CouponProblem | null {
  if (!coupon.active) return 'ended'
  if (coupon.startsAt && now < coupon.startsAt) return 'not-started'
  if (coupon.endsAt && now >= coupon.endsAt) return 'ended'
  if (coupon.maxUses !== null && coupon.uses >= coupon.maxUses) return 'used-up'
  if (coupon.maxUsesPerBuyer !== null && coupon.usesByBuyer >= coupon.maxUsesPerBuyer) return 'used-by-you'
  if (coupon.currency !== null && coupon.currency !== currency) return 'other-currency'
  const eligible = lines.filter((line) => coupon.productIds === null || coupon.productIds.has(line.productId))
  if (eligible.length === 0) return 'other-products'
  const subtotal = lines.reduce((sum, line) => sum + line.unitAmount * line.quantity, 0)
  return coupon.minimumSubtotal !== null && subtotal < coupon.minimumSubtotal ? 'below-minimum' : null
}

/** `20 % off` or `$5.00 off`, for the cart's line. */
export function couponLabel(coupon: Pick<Coupon, 'percentBps' | 'amountOff' | 'currency'>): string {
  if (coupon.percentBps !== null) return `${coupon.percentBps / 100} % off`
  return `${formatMoney({ amount: coupon.amountOff ?? 0, currency: coupon.currency ?? '' })} off`
}
