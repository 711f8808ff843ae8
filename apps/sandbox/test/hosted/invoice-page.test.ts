import { inflateSync } from 'node:zlib'
import type Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'
import { passDays, type Subscriber, subscribe } from '../support/subscribers.ts'
import { CARD_FORM, open, submit } from './buyer.ts'

let sandbox: TestSandbox
let stripe: Stripe

beforeAll(async () => {
  sandbox = await startTestSandbox()
  stripe = sandbox.stripe
})

afterAll(() => sandbox.close())

/** Somebody whose second month could not be charged, and the path of that open invoice's page. */
async function fallBehind(): Promise<Subscriber & { invoice: string; path: string }> {
  const subscriber = await subscribe(sandbox)
  await sandbox.control('POST', `customers/${subscriber.customer}/card`, { card: '4000000000000341' })
  await passDays(sandbox, 32)
  const [invoice] = (await stripe.invoices.list({ customer: subscriber.customer, status: 'open' })).data
  if (!invoice?.hosted_invoice_url) throw new Error('There is no open invoice.')
  return { ...subscriber, invoice: invoice.id, path: new URL(invoice.hosted_invoice_url).pathname }
}

const statusOf = async ({ invoice }: { invoice: string }) => (await stripe.invoices.retrieve(invoice)).status

describe('the page of an invoice', () => {
  it('that is paid says so, with its lines, its number and its paper, and takes no card', async () => {
    const { customer } = await subscribe(sandbox)
    const [invoice] = (await stripe.invoices.list({ customer })).data
    const page = await open(sandbox, new URL(invoice?.hosted_invoice_url ?? '').pathname)
    expect(page.html).toMatch(/\$19\.00 paid on \d+ \w+ \d{4}/)
    expect(page.html).toContain('Studio plan')
    expect(page.html).toContain(String(invoice?.number))
    expect(page.html).toContain('Card ending in 4242')
    expect(page.html).toContain('/pdf"')
    expect(page.html).not.toContain('Card number')
  })

  it('shows discounts and taxes by name', async () => {
    const coupon = await stripe.coupons.create({ percent_off: 50, duration: 'forever', name: 'Half' })
    const rate = await stripe.taxRates.create({ display_name: 'VAT', percentage: 19, inclusive: false })
    const { customer } = await subscribe(sandbox, {
      discounts: [{ coupon: coupon.id }],
      subscription_data: { default_tax_rates: [rate.id] },
    })
    const [invoice] = (await stripe.invoices.list({ customer })).data
    const page = await open(sandbox, new URL(invoice?.hosted_invoice_url ?? '').pathname)
    expect(page.html).toContain('<dt>Half (50% off)</dt><dd>−$9.50</dd>')
    expect(page.html).toContain('<dt>VAT 19%</dt><dd>$1.81</dd>')
    expect(page.html).toContain('<dt>Total</dt><dd>$11.31</dd>')
  })

  it('that is open is paid by card, and the plan is in order again', async () => {
    const behind = await fallBehind()
    expect((await open(sandbox, behind.path)).html).toMatch(/<button[^>]*>Pay \$19\.00<\/button>/)
    const declined = await submit(sandbox, behind.path, { ...CARD_FORM, number: '4000000000009995' })
    expect(declined.html.match(/Your card has insufficient funds\./g)).toHaveLength(2)
    expect(await statusOf(behind)).toBe('open')
    expect((await submit(sandbox, behind.path, CARD_FORM)).location).toBe(behind.path)
    expect(await statusOf(behind)).toBe('paid')
    const subscription = await stripe.subscriptions.retrieve(behind.subscription)
    expect(subscription.status).toBe('active')
    const card = await stripe.paymentMethods.retrieve(String(subscription.default_payment_method))
    expect(card.card?.last4).toBe('0341')
    expect((await open(sandbox, behind.path)).html).toContain('Paid. Thank you.')
  })

  it('keeps the card for the next payments when asked, through 3-D Secure too', async () => {
    const behind = await fallBehind()
    const form = { ...CARD_FORM, number: '4000002500003155', keep: 'yes' }
    const asked = (await submit(sandbox, behind.path, form)).location ?? ''
    expect(asked).toBe(`${behind.path}/authenticate?keep=yes`)
    expect((await open(sandbox, asked)).html).toContain('ending in 3155')
    expect((await submit(sandbox, asked, { outcome: 'fail' })).html).toContain('unable to authenticate')
    await submit(sandbox, behind.path, form)
    await submit(sandbox, asked, { outcome: 'complete' })
    expect(await statusOf(behind)).toBe('paid')
    const { default_payment_method: own } = await stripe.subscriptions.retrieve(behind.subscription)
    expect(await stripe.paymentMethods.retrieve(String(own))).toMatchObject({
      card: { last4: '3155' },
      customer: behind.customer,
    })
    await passDays(sandbox, 31)
    expect(await stripe.subscriptions.retrieve(behind.subscription)).toMatchObject({ status: 'active' })
  })

  it('is paid once when the form is sent twice', async () => {
    const behind = await fallBehind()
    await Promise.all([1, 2].map(() => submit(sandbox, behind.path, CARD_FORM)))
    const charges = await stripe.charges.list({ customer: behind.customer })
    expect(charges.data.filter(({ status }) => status === 'succeeded')).toHaveLength(2)
  })

  it('is not found under another address', async () => {
    expect((await open(sandbox, '/i/test_unknown')).status).toBe(404)
    expect((await open(sandbox, '/i/%25')).status).toBe(404)
    expect((await open(sandbox, '/i/test_unknown/pdf')).status).toBe(404)
  })
})

describe('the invoice on paper', () => {
  it('is a PDF with the letters of its customer, whatever they are', async () => {
    const { customer } = await subscribe(sandbox, {}, { name: '山田 Łukasz 한' })
    const [invoice] = (await stripe.invoices.list({ customer })).data
    const answer = await fetch(invoice?.invoice_pdf ?? '')
    expect(answer.headers.get('content-type')).toBe('application/pdf')
    expect(answer.headers.get('content-disposition')).toContain(`Invoice-${invoice?.number}.pdf`)
    const pdf = Buffer.from(await answer.arrayBuffer())
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    expect(pdf.includes(`Invoice ${invoice?.number}`)).toBe(true)
    const letters = lettersOf(pdf)
    for (const letter of ['山', '田', 'Ł', 'S', '〓']) expect(letters).toContain(letter)
    expect(letters).not.toContain('한')
  })
})

/** The letters that the typefaces in a PDF are embedded for, by their tables from glyphs to Unicode. */
function lettersOf(pdf: Buffer): Set<string> {
  const letters = new Set<string>()
  for (let at = pdf.indexOf('stream\n'); at >= 0; at = pdf.indexOf('stream\n', at + 1)) {
    let text: string
    try {
      text = inflateSync(pdf.subarray(at + 7)).toString('latin1')
    } catch {
      continue
    }
    if (!text.includes('beginbfrange')) continue
    for (const [, hex] of text.matchAll(/<([0-9a-f]{4,8})>/gi)) {
      letters.add(
        Buffer.from(hex ?? '', 'hex')
          .swap16()
          .toString('utf16le'),
      )
    }
  }
  return letters
}
