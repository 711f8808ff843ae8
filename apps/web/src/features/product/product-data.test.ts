import type { Product } from '@cashwrap/shared/contracts/catalogue'
import { describe, expect, it } from 'vitest'
import { toScriptText } from '../../lib/script-text.ts'
import { productData } from './product-data.ts'

const course: Product = {
  id: 'p' as never,
  slug: 'first-spike',
  kind: 'course',
  title: 'First Spike </script><b>',
  summary: 'Thirty days.',
  pictureSeed: 'first spike',
  seller: null,
  prices: [{ id: 'a' as never, amount: 4999, currency: 'USD', interval: null }],
  availability: 'sold-out',
  event: null,
  credits: null,
  isOwned: false,
  description: '',
  includes: [],
  lessons: [],
  files: [],
}

describe('productData', () => {
  it('writes prices in major units and says what can be had', () => {
    expect(productData(course, 'Kendama School', 'https://shop.example')).toMatchObject({
      '@type': 'Course',
      image: 'https://shop.example/pictures/first%20spike-course.svg',
      provider: { name: 'Kendama School' },
      offers: [{ price: '49.99', priceCurrency: 'USD', availability: 'https://schema.org/SoldOut' }],
    })
  })

  it('describes an event by when and where', () => {
    const event = {
      startsAt: '2026-12-12T01:00:00Z',
      endsAt: '2026-12-12T04:00:00Z',
      timeZone: 'Asia/Tokyo',
      place: 'Kyoto',
      seatsLeft: 3,
    }
    expect(productData({ ...course, kind: 'event', event }, 'Kendama School', 'https://shop.example')).toMatchObject({
      '@type': 'Event',
      startDate: event.startsAt,
      location: { name: 'Kyoto' },
    })
  })

  it('cannot end the script it stands in', () => {
    const text = toScriptText(productData(course, 'Kendama School', 'https://shop.example'))
    expect(text).not.toContain('<')
    expect(JSON.parse(text)).toMatchObject({ name: 'First Spike </script><b>' })
  })
})
