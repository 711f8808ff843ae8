import { expect, it } from 'vitest'
import { plansData } from './plan-data.ts'

it('writes every plan with its prices in major units and how long each lasts', () => {
  const price = (interval: 'month' | 'year', amount: number) => ({
    id: interval as never,
    externalId: interval,
    interval,
    price: { amount, currency: 'USD' },
    credits: null,
  })
  const plan = {
    productId: 'p' as never,
    slug: 'practice-room',
    title: 'Practice Room',
    summary: 'A membership',
    includes: [],
    pictureSeed: 'practice room',
    seller: null,
    prices: [price('month', 900), price('year', 9000)],
    trialDays: 0,
    creditType: null,
    opens: { products: [], sellerName: null },
    subscription: null,
  }
  expect(plansData([plan], 'Kendama School', 'https://shop.example')).toMatchObject({
    '@type': 'ItemList',
    itemListElement: [
      {
        position: 1,
        item: {
          name: 'Practice Room',
          url: 'https://shop.example/products/practice-room',
          image: 'https://shop.example/pictures/practice%20room-plan.svg',
          brand: { name: 'Kendama School' },
          offers: [
            { price: '9.00', priceSpecification: { billingDuration: 'P1M' } },
            { price: '90.00', priceSpecification: { billingDuration: 'P1Y' } },
          ],
        },
      },
    ],
  })
})
