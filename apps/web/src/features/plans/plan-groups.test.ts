import type { PlanCard, SubscriptionStatus } from '@cashwrap/shared/contracts/subscriptions'
import { expect, it } from 'vitest'
import { groupPlans, paidBeside } from './plan-groups.ts'

const plan = (slug: string, seller: string | null, status?: SubscriptionStatus): PlanCard => ({
  productId: slug as never,
  slug,
  title: slug,
  summary: '',
  includes: [],
  pictureSeed: slug,
  seller: seller === null ? null : { slug: seller, name: seller.toUpperCase() },
  prices: [],
  trialDays: 0,
  creditType: null,
  opens: { products: [], sellerName: null },
  subscription: status ? { id: 's' as never, priceId: 'p' as never, status } : null,
})

it('has the shop’s own first and every seller once', () => {
  const shown = groupPlans([plan('a', 'mia'), plan('b', null), plan('c', 'ken'), plan('d', 'mia'), plan('e', null)])
  expect(shown.map(({ seller, plans }) => [seller?.name ?? null, ...plans.map(({ slug }) => slug)])).toEqual([
    [null, 'b', 'e'],
    ['MIA', 'a', 'd'],
    ['KEN', 'c'],
  ])
  expect(groupPlans([])).toEqual([])
})

it('finds what is paid beside a plan in the same house only', () => {
  const plans = [plan('small', null, 'active'), plan('large', null), plan('of-mia', 'mia')]
  expect(plans.map((one) => paidBeside(one, plans)?.slug)).toEqual([undefined, 'small', undefined])
  const onTrial = [plan('small', null, 'trialing'), plan('large', null)]
  expect(onTrial.map((one) => paidBeside(one, onTrial)?.slug)).toEqual([undefined, undefined])
})
