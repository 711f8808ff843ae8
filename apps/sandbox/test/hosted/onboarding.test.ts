import type Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'
import { charge, plantSeller } from '../support/sellers.ts'
import { open, type Page, submit } from './buyer.ts'

const RETURN = 'https://shop.example/sell/done'
const REFRESH = 'https://shop.example/sell/again'

const BUSINESS = {
  step: 'business',
  business_type: 'individual',
  name: 'North <Pier>',
  mcc: '8299',
  url: 'pier.example',
  statement_descriptor: 'NORTH PIER',
}
const PERSON = {
  step: 'person',
  first_name: 'Aiko',
  last_name: 'Mori',
  email: 'aiko@pier.example',
  day: '29',
  month: '2',
  year: '1992',
}
const PAYOUTS = { step: 'payouts', routing_number: '110000000', account_number: '000123456789', terms: 'yes' }

let sandbox: TestSandbox
let stripe: Stripe

beforeAll(async () => {
  sandbox = await startTestSandbox()
  stripe = sandbox.stripe
})
afterAll(() => sandbox.close())

async function newAccount(): Promise<string> {
  const capabilities = { card_payments: { requested: true }, transfers: { requested: true } }
  return (await stripe.accounts.create({ type: 'express', capabilities })).id
}

async function linkOf(account: string): Promise<string> {
  const params = { account, type: 'account_onboarding', refresh_url: REFRESH, return_url: RETURN }
  return (await stripe.accountLinks.create(params)).url
}

/** Opens a link and answers where it leads to. */
async function visit(account: string): Promise<string> {
  const page = await open(sandbox, await linkOf(account))
  expect(page.status).toBe(303)
  return page.location ?? ''
}

describe('an account link', () => {
  it('opens once; what it opened can be reloaded', async () => {
    const url = await linkOf(await newAccount())
    const first = await open(sandbox, url)
    expect((await open(sandbox, first.location ?? '')).status).toBe(200)
    expect((await open(sandbox, first.location ?? '')).status).toBe(200)
    expect(await open(sandbox, url)).toMatchObject({ status: 303, location: REFRESH })
  })

  it('goes to refresh_url when it is too old, and so does what it opened', async () => {
    const account = await newAccount()
    const [url, path] = [await linkOf(account), await visit(account)]
    await sandbox.control('POST', 'clock/advance', { seconds: 301 })
    expect(await open(sandbox, url)).toMatchObject({ status: 303, location: REFRESH })
    expect((await open(sandbox, path)).status).toBe(200)
    await sandbox.control('POST', 'clock/advance', { seconds: 3600 })
    expect(await open(sandbox, path)).toMatchObject({ status: 303, location: REFRESH })
    expect(await submit(sandbox, path, PERSON)).toMatchObject({ status: 303, location: REFRESH })
  })

  it('leads nowhere when it is made up or of another account', async () => {
    const account = await newAccount()
    const token = new URL(await linkOf(account)).pathname.split('/').at(-1)
    for (const path of [`/setup/e/${account}/nothing`, `/setup/e/acct_other/${token}`, '/setup/e/x/visit/nothing']) {
      const page = await open(sandbox, path)
      expect(page.status, path).toBe(404)
      expect(page.html).toContain('no longer works')
    }
  })
})

describe('onboarding', () => {
  it('leaves the rest due until the last form is complete, then enables charges and payouts', async () => {
    const account = await newAccount()
    const path = await visit(account)
    const due = async () => (await stripe.accounts.retrieve(account)).requirements?.currently_due ?? []
    expect((await due()).length).toBe(13)

    expect(await submit(sandbox, path, BUSINESS)).toMatchObject({ status: 303, location: path })
    expect(await due()).toEqual([
      'external_account',
      ...['dob.day', 'dob.month', 'dob.year', 'email', 'first_name', 'last_name'].map((name) => `individual.${name}`),
      'tos_acceptance.date',
      'tos_acceptance.ip',
    ])
    await submit(sandbox, path, PERSON)
    expect(await due()).toEqual(['external_account', 'tos_acceptance.date', 'tos_acceptance.ip'])
    expect(await stripe.accounts.retrieve(account)).toMatchObject({
      charges_enabled: false,
      payouts_enabled: false,
      details_submitted: false,
      requirements: { disabled_reason: 'requirements.past_due' },
    })
    expect((await open(sandbox, path)).html).toContain('Agree and submit')

    expect(await submit(sandbox, path, PAYOUTS)).toMatchObject({ status: 303, location: RETURN })
    const done = await stripe.accounts.retrieve(account)
    expect(done).toMatchObject({
      charges_enabled: true,
      payouts_enabled: true,
      details_submitted: true,
      capabilities: { card_payments: 'active', transfers: 'active' },
      business_profile: { name: 'North <Pier>', url: 'https://pier.example', mcc: '8299' },
      external_accounts: { data: [{ object: 'bank_account', last4: '6789' }] },
      requirements: { currently_due: [], past_due: [], disabled_reason: null },
    })
    expect(JSON.stringify(done)).not.toContain('000123456789')
    const { data } = await stripe.events.list({ type: 'account.updated' }, { stripeAccount: account })
    expect(data.length).toBe(3)
    expect(data[0]).toMatchObject({
      account,
      data: { object: { charges_enabled: true }, previous_attributes: { charges_enabled: false } },
    })
    expect((await open(sandbox, path)).html).toContain('You are all set')
  })

  it('goes on with the first page that is due, with what is known filled in and made safe', async () => {
    const account = await newAccount()
    const path = await visit(account)
    await submit(sandbox, path, { ...BUSINESS, later: 'yes' })
    const again = await visit(account)
    expect((await open(sandbox, again)).html).toContain('id="first_name"')
    const business = (await open(sandbox, `${again}?step=business`)).html
    expect(business).toContain('value="North &lt;Pier&gt;"')
    expect(business).toMatch(/<option value="8299" selected>/)
  })

  it('finishing later keeps a complete page and drops an incomplete one', async () => {
    const account = await newAccount()
    const path = await visit(account)
    expect(await submit(sandbox, path, { ...PERSON, later: 'yes' })).toMatchObject({ status: 303, location: RETURN })
    expect(await submit(sandbox, path, { step: 'payouts', later: 'yes' })).toMatchObject({ location: RETURN })
    const { requirements } = await stripe.accounts.retrieve(account)
    expect(requirements?.currently_due).not.toContain('representative.first_name')
    expect(requirements?.currently_due).toContain('external_account')
  })

  it.each([
    [{ ...BUSINESS, business_type: '' }, 'Choose whether you sell as'],
    [{ ...BUSINESS, name: ' ' }, 'Enter the name buyers know you by.'],
    [{ ...BUSINESS, mcc: '0000' }, 'Choose what you sell.'],
    [{ ...BUSINESS, url: 'javascript:alert(1)' }, 'Enter an address such as'],
    [{ ...BUSINESS, url: '' }, 'Without a website'],
    [{ ...BUSINESS, statement_descriptor: '12345' }, 'at least one letter'],
    [{ ...PERSON, day: '31' }, 'Enter your date of birth'],
    [{ ...PERSON, year: '2020' }, 'at least 13 years old'],
    [{ ...PERSON, email: 'aiko' }, 'Your email is invalid.'],
    [{ ...PAYOUTS, routing_number: '12' }, 'A routing number has 9 digits.'],
    [{ ...PAYOUTS, account_number: 'abc' }, 'An account number has 4 to 17 digits.'],
    [{ ...PAYOUTS, terms: '' }, 'Agree to the terms to be paid.'],
  ])('refuses %j', async (form, sentence) => {
    const account = await newAccount()
    const page = await submit(sandbox, await visit(account), form)
    expect(page.status).toBe(200)
    expect(page.html).toContain(sentence)
    expect(page.html).toMatch(/aria-invalid="true" aria-describedby="\w+-error"/)
    expect(page.html).not.toContain('value="000123456789"')
    expect((await stripe.accounts.retrieve(account)).requirements?.currently_due).toHaveLength(13)
  })

  it('offers test data for every page, which is enough', async () => {
    const account = await newAccount()
    const path = await visit(account)
    let page: Page | undefined
    for (const step of ['business', 'person', 'payouts']) {
      const { html } = await open(sandbox, `${path}?step=${step}&fill=yes`)
      page = await submit(sandbox, path, { ...formOf(html), terms: 'yes' })
    }
    expect(page?.location).toBe(RETURN)
    expect((await stripe.accounts.retrieve(account)).charges_enabled).toBe(true)
  })

  it('goes without a browser, too', async () => {
    const account = await newAccount()
    const some = await sandbox.control<Stripe.Account>('POST', `accounts/${account}/onboard`, { steps: ['business'] })
    expect(some.charges_enabled).toBe(false)
    const all = await sandbox.control<Stripe.Account>('POST', `accounts/${account}/onboard`)
    expect(all).toMatchObject({ charges_enabled: true, requirements: { currently_due: [] } })
  })
})

/** The values a browser would send of a form as it is. */
function formOf(html: string): Record<string, string> {
  const inputs = [...html.matchAll(/<input[^>]*name="(\w+)"[^>]*>/g)].filter(
    ([tag]) => !/type="(radio|checkbox)"/.test(tag) || tag.includes(' checked'),
  )
  const values = inputs.map(([tag, name]) => [name, /value="([^"]*)"/.exec(tag)?.[1] ?? ''])
  const chosen = /<select[^>]*name="(\w+)"[\s\S]*?<option value="(\w+)" selected/.exec(html)
  return Object.fromEntries(chosen ? [...values, [chosen[1], chosen[2]]] : values)
}

describe('the dashboard', () => {
  it('shows balance and payments behind a link that opens once', async () => {
    const seller = await plantSeller(sandbox, 'acct_dashboard')
    await charge(stripe, { amount: 4900, transfer_data: { destination: seller }, application_fee_amount: 735 })
    const { url } = await stripe.accounts.createLoginLink(seller)
    const page = await open(sandbox, (await open(sandbox, url)).location ?? '')
    expect(page.status).toBe(200)
    expect(page.html).toContain('<dt>On its way, USD</dt><dd>$41.65</dd>')
    expect(page.html).toContain('fee $7.35')
    expect(page.html).not.toContain('[object')
    expect(await open(sandbox, url)).toMatchObject({ status: 410 })
  })
})
