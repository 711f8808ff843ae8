import { describe, expect, it } from 'vitest'
import type { Receipt } from '../messages.ts'
import { composeMail } from './compose-mail.ts'

const secrets = {
  code: '042137',
  url: 'https://shop.example/sign-in#token=abc',
  expiresAt: new Date('2026-05-04T09:15:00Z'),
}
const context = {
  shopName: 'Kendama School',
  frontUrl: 'https://shop.example',
  at: new Date('2026-05-04T09:00:00Z'),
  secrets,
  link: null,
}
const receipt: Receipt = {
  orderNumber: 1001,
  placedAt: '2026-05-04T09:00:00Z',
  lines: [
    { title: 'Premium Course', quantity: 1, total: 4999, event: null },
    { title: 'Trick sheets', quantity: 2, total: 1000, event: null },
  ],
  subtotal: 5999,
  discount: 600,
  couponCode: 'SPRING',
  tax: 1080,
  taxIncluded: false,
  taxLabel: 'VAT 20%',
  total: 6479,
  currency: 'USD',
}
const compose = (payload: Partial<Receipt> = {}) =>
  composeMail({ kind: 'receipt', payload: { ...receipt, ...payload } }, context)
/** What a reader sees of the HTML. */
const wordsOf = (html: string) =>
  html
    .replace(/<style.*?<\/style>/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')

describe('a receipt', () => {
  it('lists what was bought and adds up', async () => {
    const { text, subject } = await compose()
    expect(subject).toBe('Receipt for order 1001 from Kendama School')
    expect(text).toContain('Order 1001, 4 May 2026.')
    const bill = text.split('\n').filter((line) => /\d\.\d\d$/.test(line))
    expect(bill.map((line) => line.replace(/ {2,}/, ' | '))).toEqual([
      'Premium Course | $49.99',
      'Trick sheets × 2 | $10.00',
      'Subtotal | $59.99',
      'Discount (SPRING) | -$6.00',
      'VAT 20% | $10.80',
      'Total | $64.79',
    ])
    expect(new Set(bill.map((line) => line.length))).toEqual(new Set([64]))
  })

  it('says the same in HTML as in plain text', async () => {
    const { html, text } = await compose()
    const words = wordsOf(html)
    for (const part of [
      '$49.99',
      '$10.00',
      '-$6.00',
      '$10.80',
      '$64.79',
      'Trick sheets × 2',
      'Discount (SPRING)',
      '042137',
    ]) {
      expect(words).toContain(part)
      expect(text).toContain(part)
    }
    expect(html).toContain('href="https://shop.example/sign-in#token=abc"')
  })

  it('names tax that is part of the price with the total, and leaves out sums that say nothing', async () => {
    const { text } = await compose({ discount: 0, couponCode: null, taxIncluded: true, tax: 1000, total: 5999 })
    expect(text).toMatch(/^Total, VAT 20% \$10\.00 included +\$59\.99$/m)
    expect(text).not.toContain('Subtotal')
    expect(text).not.toContain('Discount')
  })

  it('says of a free order that nothing was charged', async () => {
    const { text, subject } = await compose({ discount: 5999, tax: 0, total: 0 })
    expect(subject).toBe('Your order 1001 from Kendama School')
    expect(text).toMatch(/^It is yours/)
    expect(text).toMatch(/^Total +\$0\.00$/m)
    expect(text).not.toContain('Paid')
  })

  it.each([
    ['JPY', 750, '¥750'],
    ['KWD', 1234, 'KWD\u00a01.234'],
  ])('writes %s with its own decimals', async (currency, total, written) => {
    const one = {
      subtotal: total,
      discount: 0,
      tax: 0,
      total,
      currency,
      lines: [{ title: 'X', quantity: 1, total, event: null }],
    }
    expect((await compose(one)).text).toContain(written)
  })

  it('shows a title with markup in it as it was written', async () => {
    const { html } = await compose({
      lines: [{ title: '<img src=x onerror=alert(1)>', quantity: 1, total: 5999, event: null }],
    })
    expect(html).not.toContain('<img')
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;')
  })

  it('says when and where an event is, below its line, by the clocks of the place', async () => {
    const event = { startsAt: '2026-06-20T01:00:00.000Z', timeZone: 'Asia/Tokyo', place: 'Kyoto & around' }
    const { text, html } = await compose({ lines: [{ title: 'Workshop', quantity: 2, total: 5999, event }] })
    const when = 'Saturday, 20 June 2026 at 10:00 GMT+9, Kyoto & around'
    expect(text).toMatch(new RegExp(`^Workshop × 2 +\\$59\\.99\n  ${when.replace('+', '\\+')}$`, 'm'))
    expect(wordsOf(html)).toContain('Workshop × 2 Saturday, 20 June 2026 at 10:00 GMT+9, Kyoto &amp; around $59.99')
  })

  it('tells how to get a new link once this one is too old', async () => {
    expect((await compose()).text).toContain('After 15 minutes, go to https://shop.example/sign-in')
  })
})

it.each([
  ['payment-on-its-way', 'Your payment for order 1001 is on its way', 'no need to pay again'],
  ['payment-failed', 'Your payment for order 1001 did not go through', 'nothing was charged'],
  ['payment-refunded', 'Your payment for order 1001 is being paid back', 'The full $64.79 goes back'],
] as const)('%s says what happened to the money', async (kind, subject, words) => {
  const payload = { orderNumber: 1001, total: 6479, currency: 'USD', reason: 'seats-gone' as const }
  const mail = await composeMail({ kind, payload }, { ...context, secrets: null })
  expect(mail.subject).toBe(subject)
  expect(mail.text).toContain(words)
  expect(wordsOf(mail.html)).toContain(words)
})

it('says of a second subscription that was paid that it was ended, and the first goes on', async () => {
  const payload = { orderNumber: 1001, total: 1200, currency: 'USD', reason: 'subscribed-already' as const }
  const { text } = await composeMail({ kind: 'payment-refunded', payload }, { ...context, secrets: null })
  expect(text).toContain(
    'a second subscription to a plan you had already, so we ended the second one. The first goes on',
  )
  expect(text).toContain('The full $12.00 goes back')
})

it('keeps the code out of the subject and the preview of a sign-in', async () => {
  const { subject, html } = await composeMail({ kind: 'sign-in', payload: {} }, context)
  expect(subject).not.toContain(secrets.code)
  const preview = /<div[^>]*display:none.*?<\/div>/s.exec(html)?.[0]
  expect(preview).toContain('good for 15 minutes')
  expect(preview).not.toContain(secrets.code)
})
