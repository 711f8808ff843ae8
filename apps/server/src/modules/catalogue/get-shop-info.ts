import type { ShopInfo } from '@cashwrap/shared/contracts/catalogue'
import { ok, type Result } from '@cashwrap/shared/result'
import type { Clock } from '@cashwrap/shared/time'
import { OffsetClock } from '../../platform/clock.ts'
import type { Actor } from '../auth/index.ts'

interface Deps {
  clock: Clock
  config: {
    shop: { name: string }
    stripe: { mode: ShopInfo['mode'] }
    tax: { mode: ShopInfo['tax']['mode']; ratesBps: Readonly<Record<string, number>> }
  }
}

/** What every page needs to know of the shop, without asking the database. */
export async function getShopInfo(
  { clock, config }: Deps,
  _actor: Actor,
  _input: undefined,
): Promise<Result<ShopInfo, never>> {
  return ok({
    name: config.shop.name,
    mode: config.stripe.mode,
    tax: { mode: config.tax.mode, countries: Object.keys(config.tax.ratesBps) },
    clockOffsetSeconds: clock instanceof OffsetClock ? clock.offsetSeconds : 0,
  })
}
