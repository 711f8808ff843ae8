import { randomBytes, randomUUID } from 'node:crypto'
import { newId } from '@cashwrap/shared/ids'
import { addDays } from '@cashwrap/shared/time'
import { hashSessionToken } from '../../../src/modules/auth/index.ts'
import { insertProduct } from '../../support/builders/product.ts'
import { insertUser } from '../../support/builders/user.ts'
import type { House } from '../../support/house.ts'
import { Browser } from './browser.ts'

/** A plan by the month, as links name its price. */
export const PLAN_PRICE = 'price_plan_by_the_month'

/** Offers a price as links name it: of a plan where it recurs. */
export async function offerPrice(
  { deps }: Pick<House, 'deps'>,
  price: { named: string; interval?: 'month'; trialDays?: number; isRetired?: boolean; isHidden?: boolean },
): Promise<void> {
  const { named, interval = null, trialDays = 0, isRetired = false, isHidden = false } = price
  const productId = await insertProduct(deps.db, {
    title: `What ${named} is of`,
    kind: interval === null ? 'video' : 'plan',
    status: isHidden ? 'unpublished' : 'published',
    prices: [],
  })
  const at = deps.clock.now()
  if (interval !== null)
    await deps.db.insertInto('plans').values({ product_id: productId, trial_days: trialDays }).execute()
  await deps.db
    .insertInto('prices')
    .values({
      id: newId(at.getTime()),
      external_id: named,
      product_id: productId,
      currency: 'USD',
      unit_amount: 1500,
      interval,
      active: !isRetired,
      created_at: at,
      retired_at: isRetired ? at : null,
    })
    .execute()
}
export const offerPlan = (house: Pick<House, 'deps'>): Promise<void> =>
  offerPrice(house, { named: PLAN_PRICE, interval: 'month' })

/** A browser in which somebody is signed in, who has no other business here. */
export async function signIn(house: House, headers: Readonly<Record<string, string>> = {}): Promise<Browser> {
  const { db, clock } = house.deps
  const { user } = await insertUser(db, `${randomUUID()}@buyers.test`)
  const token = randomBytes(32).toString('base64url')
  const now = clock.now()
  await db
    .insertInto('auth_sessions')
    .values({
      id: newId(now.getTime()),
      token_hash: hashSessionToken(token),
      user_id: user.id,
      created_at: now,
      last_seen_at: now,
      expires_at: addDays(now, 1),
    })
    .execute()
  const name = house.deps.config.baseUrl.startsWith('https://') ? '__Host-cashwrap' : 'cashwrap'
  return new Browser(house, headers, new Map([[name, token]]))
}
