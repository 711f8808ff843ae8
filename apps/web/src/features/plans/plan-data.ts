import type { PlanCard } from '@cashwrap/shared/contracts/subscriptions'
import { toDecimal } from '@cashwrap/shared/money'

const DURATION = { month: 'P1M', year: 'P1Y' } as const

/** The plans in schema.org's words (JSON-LD), for search engines. `origin` is the shop's own, without a slash. */
export function plansData(plans: readonly PlanCard[], shopName: string, origin: string): Record<string, unknown> {
  return {
    '@context': 'https://schema.org',
    '@type': 'ItemList',
    itemListElement: plans.map((plan, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      item: planData(plan, shopName, origin),
    })),
  }
}

function planData(plan: PlanCard, shopName: string, origin: string): Record<string, unknown> {
  const url = `${origin}/products/${plan.slug}`
  return {
    '@type': 'Product',
    name: plan.title,
    description: plan.summary,
    image: `${origin}/pictures/${encodeURIComponent(plan.pictureSeed)}-plan.svg`,
    url,
    brand: { '@type': 'Organization', name: plan.seller?.name ?? shopName },
    offers: plan.prices.map(({ price, interval }) => ({
      '@type': 'Offer',
      price: toDecimal(price),
      priceCurrency: price.currency,
      availability: 'https://schema.org/InStock',
      url,
      priceSpecification: {
        '@type': 'UnitPriceSpecification',
        price: toDecimal(price),
        priceCurrency: price.currency,
        billingDuration: DURATION[interval],
      },
    })),
  }
}
