import type { Product } from '@cashwrap/shared/contracts/catalogue'
import { toDecimal } from '@cashwrap/shared/money'

const AVAILABILITY = {
  'on-sale': 'https://schema.org/InStock',
  'sold-out': 'https://schema.org/SoldOut',
  'not-on-sale-yet': 'https://schema.org/PreOrder',
} as const satisfies Record<Product['availability'], string>

const DURATION = { month: 'P1M', year: 'P1Y' } as const

/** The product in schema.org's words (JSON-LD), for search engines. `origin` is the shop's own, without a slash. */
export function productData(product: Product, shopName: string, origin: string): Record<string, unknown> {
  const url = `${origin}/products/${product.slug}`
  const common = {
    '@context': 'https://schema.org',
    name: product.title,
    description: product.summary,
    image: `${origin}/pictures/${encodeURIComponent(product.pictureSeed)}-${product.kind}.svg`,
    url,
    offers: product.prices.map((price) => ({
      '@type': 'Offer',
      price: toDecimal(price),
      priceCurrency: price.currency,
      availability: AVAILABILITY[product.availability],
      url,
      ...(price.interval && {
        priceSpecification: {
          '@type': 'UnitPriceSpecification',
          price: toDecimal(price),
          priceCurrency: price.currency,
          billingDuration: DURATION[price.interval],
        },
      }),
    })),
  }
  const by = { '@type': 'Organization', name: product.seller?.name ?? shopName }
  if (product.event) {
    return {
      ...common,
      '@type': 'Event',
      startDate: product.event.startsAt,
      endDate: product.event.endsAt,
      location: { '@type': 'Place', name: product.event.place, address: product.event.place },
      organizer: by,
    }
  }
  if (product.kind === 'course') return { ...common, '@type': 'Course', provider: by }
  return { ...common, '@type': 'Product', brand: by }
}
