import { describe, expect, it } from 'vitest'
import { type MessageInput, readMessage } from '../messages.ts'
import {
  SUBSCRIPTION_MESSAGES,
  type SubscriptionMessage,
  type SubscriptionMessageKind,
} from '../subscription-messages.ts'
import { composeMail } from './compose-mail.ts'
import { subscriptionPage } from './subscription-page.ts'

const SUBSCRIPTION = '01999d3c-8a00-7abc-8def-0123456789af'
const LINK = 'https://shop.example/sign-in?next=%2Fsomewhere#token=abc'
const NOW = new Date('2026-05-04T09:00:00.000Z')
const plan = {
  planTitle: 'Practice Room',
  interval: 'month' as const,
  price: { amount: 1200, currency: 'USD' },
  subscriptionId: SUBSCRIPTION,
}
const day = (date: string) => `2026-${date}T09:00:00.000Z`
const next = { nextChargeAt: day('06-18'), nextAmount: 1100 }
const owed = { amount: 1440, currency: 'USD' }
const credits = { creditType: 'lesson_review', perPeriod: 1200 }

type Payloads = { [Kind in SubscriptionMessageKind]: MessageInput<Kind> }
const PAYLOADS: Payloads = {
  'subscription-started': { plan, ...next, trialEndsAt: null, credits },
  'trial-ending': { plan, ...owed, endsAt: day('05-07'), card: { brand: 'visa', last4: '4242' } },
  'subscription-payment-failed': {
    plan,
    ...owed,
    attempt: 1,
    nextAttemptAt: day('05-07'),
    accessEndsAt: day('05-11'),
    needsAction: false,
  },
  'subscription-access-ended': { plan, reason: 'unpaid' },
  'subscription-recovered': { plan, ...owed, coversTo: day('06-04') },
  'subscription-canceled': { plan, endsAt: day('06-04'), when: 'period-end' },
  'subscription-kept': { plan, ...next },
  'subscription-ended': { plan, reason: 'canceled' },
  'subscription-paused': { plan, accessEndsAt: day('06-04'), resumesAt: day('07-04') },
  'subscription-resumed': { plan, ...next },
  'plan-changed': {
    plan,
    ...next,
    fromTitle: 'Whole Dojo',
    fromInterval: 'year',
    takesEffectAt: day('05-20'),
    credits,
  },
  'renewal-receipt': {
    plan,
    orderNumber: 1042,
    total: 1440,
    tax: 240,
    taxIncluded: false,
    taxLabel: 'VAT 20%',
    currency: 'USD',
    coversFrom: day('05-04'),
    coversTo: day('06-04'),
    paidAt: day('05-03'),
    credits,
  },
  'subscription-doubled': { planTitle: 'Practice Room', isSecondTrial: false },
}
const KINDS = SUBSCRIPTION_MESSAGES.map((message) => message.shape.kind.value)

const messageOf = <Kind extends SubscriptionMessageKind>(kind: Kind, payload: Partial<Payloads[Kind]> = {}) =>
  readMessage(kind, JSON.parse(JSON.stringify({ ...PAYLOADS[kind], ...payload }))) as SubscriptionMessage
const compose = <Kind extends SubscriptionMessageKind>(kind: Kind, payload: Partial<Payloads[Kind]> = {}) =>
  composeMail(messageOf(kind, payload), {
    shopName: 'Kendama School',
    frontUrl: 'https://shop.example',
    at: NOW,
    secrets: null,
    link: LINK,
  })
/** What a reader sees of the HTML. */
const wordsOf = (html: string) =>
  html
    .replace(/<style.*?<\/style>/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&#x27;', '’')
    .replace(/\s+/g, ' ')

const FACTS: ReadonlyArray<[SubscriptionMessageKind, string, readonly string[]]> = [
  [
    'subscription-started',
    'Your subscription began: Practice Room',
    ['$12.00 a month', '$11.00 on 18 June 2026', '1,200 lesson review credits each month', 'until you cancel'],
  ],
  [
    'trial-ending',
    'Your free trial ends on 7 May 2026: Practice Room',
    ['$14.40 is charged to your Visa card ending in 4242', '7 May 2026, 09:00 UTC', 'nothing is charged'],
  ],
  [
    'subscription-payment-failed',
    'Your card was declined: Practice Room',
    [
      '$14.40',
      'nothing was charged',
      '7 May 2026, 09:00 UTC',
      'You still have your access, until 11 May 2026, 09:00 UTC',
    ],
  ],
  [
    'subscription-access-ended',
    'Your access has ended: Practice Room',
    ['did not go through', 'your access comes back', 'stays open'],
  ],
  [
    'subscription-recovered',
    'Paid, all is well again: Practice Room',
    ['$14.40', 'Your access is open', '4 June 2026'],
  ],
  [
    'subscription-canceled',
    'Cancelled, open until 4 June 2026: Practice Room',
    ['You keep your access until 4 June 2026, 09:00 UTC', 'nothing is charged for another period', 'take it back'],
  ],
  [
    'subscription-kept',
    'Your cancellation was taken back: Practice Room',
    ['$11.00 on 18 June 2026', 'nothing changes for your access'],
  ],
  [
    'subscription-ended',
    'Your subscription has ended: Practice Room',
    ['as it was cancelled', 'Nothing more will be charged', 'stays open'],
  ],
  [
    'subscription-paused',
    'Paused until 4 July 2026: Practice Room',
    ['Nothing is charged', 'stays open until 4 June 2026, 09:00 UTC', 'On 4 July 2026 it goes on by itself'],
  ],
  [
    'subscription-resumed',
    'Your subscription goes on: Practice Room',
    ['$11.00 on 18 June 2026', 'your access is open'],
  ],
  [
    'plan-changed',
    'Your new plan from 20 May 2026: Practice Room',
    ['Whole Dojo, yearly', 'Practice Room, monthly', '$12.00 a month', '$11.00 on 18 June 2026', '1,200 lesson review'],
  ],
  [
    'renewal-receipt',
    'Receipt for order 1042: Practice Room',
    [
      'Order 1042, 3 May 2026',
      '$12.00',
      'VAT 20%',
      '$2.40',
      '$14.40',
      '4 May 2026 to 4 June 2026',
      '1,200 lesson review',
    ],
  ],
  [
    'subscription-doubled',
    'You have this plan already: Practice Room',
    ['ended the second one', 'Nothing was charged'],
  ],
]

it('has words for every kind', () => {
  expect(FACTS.map(([kind]) => kind).toSorted()).toEqual(KINDS.toSorted())
})

it.each(FACTS)('%s says what happened, alike in text and in HTML', async (kind, subject, parts) => {
  const mail = await compose(kind)
  expect(mail.subject).toBe(subject)
  for (const part of [...parts, 'Practice Room']) {
    expect(mail.text).toContain(part)
    expect(wordsOf(mail.html)).toContain(part)
  }
})

it.each(KINDS)('%s has one button, and the way in is nowhere else', async (kind) => {
  const { html, text, subject } = await compose(kind)
  expect(html.match(/<a [^>]*href="https:\/\/shop\.example\/sign-in[^"]*"/g)).toHaveLength(1)
  expect(html).toContain(`href="${LINK}"`)
  expect(text.split(LINK)).toHaveLength(2)
  expect(subject).not.toContain('token')
})

it.each(KINDS)('%s shows a hostile title as it was written, on one line', async (kind) => {
  const planTitle = '<img src=x onerror=alert(1)>\r\nBcc: all@shop.example\u2028\u202egnp.exe "& more'
  const payload =
    kind === 'subscription-doubled' ? { planTitle, isSecondTrial: false } : { plan: { ...plan, planTitle } }
  const { html, text, subject } = await compose(kind, payload)
  expect(html).not.toContain('<img')
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt; Bcc: all@shop.example gnp.exe &quot;&amp; more')
  expect(text).not.toMatch(/^Bcc/m)
  expect(`${subject}${text}`).not.toMatch(/[\r\u2028\u202e]/)
  expect(subject).not.toContain('\n')
  expect(subject).toContain('<img src=x onerror=alert(1)> Bcc: all@shop.example')
})

it('keeps the title of the plan that was left on one line, too', async () => {
  const { html, text } = await compose('plan-changed', { fromTitle: '<b>Dojo</b>\nTo: x' })
  expect(html).toContain('&lt;b&gt;Dojo&lt;/b&gt; To: x')
  expect(text).not.toMatch(/^To:/m)
})

it('cuts a long title in the subject, between letters, and nowhere else', async () => {
  const planTitle = '🎎'.repeat(100)
  const { subject, text } = await compose('subscription-doubled', { planTitle, isSecondTrial: false })
  expect(subject).toBe(`You have this plan already: ${'🎎'.repeat(69)}…`)
  expect(text).toContain(planTitle)
})

it('tells of a second trial that it is ended, and says nothing of a subscription that goes on', async () => {
  const { subject, text } = await compose('subscription-doubled', { planTitle: 'Practice Room', isSecondTrial: true })
  expect(subject).toBe('You have tried this plan before: Practice Room')
  expect(text).toContain('Nothing was charged for it.')
  expect(text).not.toContain('goes on as it was')
})

describe('money', () => {
  it.each(KINDS.filter((kind) => kind !== 'subscription-doubled'))('in %s carries its currency', async (kind) => {
    const yen = { ...plan, price: { amount: 1200, currency: 'JPY' } }
    const { text, html, subject } = await compose(kind, {
      plan: yen,
      ...('currency' in PAYLOADS[kind] && { currency: 'JPY' }),
    })
    const words = `${subject} ${text} ${wordsOf(html)}`
    expect(words).not.toContain('$')
    expect(words.replace(/¥1,[0-9]{3}/g, '').replaceAll('1,200 lesson review', '')).not.toMatch(/1,?[124][04]0\b/)
    expect(words).not.toMatch(/[\u2013\u2014]/)
  })

  it('says so where tax comes on top, and not of what is already the whole', async () => {
    const taxed = { plan: { ...plan, taxOnTop: true } }
    const started = await compose('subscription-started', taxed)
    expect(started.text).toContain('Price: $12.00 a month plus tax')
    expect(started.text).toContain('Next charge: $11.00 plus tax on 18 June 2026')
    expect((await compose('trial-ending', taxed)).text).toContain('$14.40 plus tax is charged')
    expect((await compose('subscription-payment-failed', taxed)).text).not.toContain('plus tax')
  })

  it('in a receipt adds up, with tax that is part of the price named with the total', async () => {
    const { text } = await compose('renewal-receipt', { taxIncluded: true })
    expect(text).toMatch(/^Practice Room +\$14\.40$/m)
    expect(text).toMatch(/^Total, VAT 20% \$2\.40 included +\$14\.40$/m)
  })

  it('is not said to be paid where nothing was', async () => {
    const receipt = await compose('renewal-receipt', { total: 0, tax: 0 })
    expect(receipt.subject).toBe('Renewed, and nothing charged: Practice Room')
    expect(receipt.text).not.toMatch(/paid/i)
    expect((await compose('subscription-recovered', { amount: 0 })).text).not.toContain('$0.00')
  })
})

describe('a trial', () => {
  it('says when it ends, what comes then and how to pay nothing', async () => {
    const { subject, text } = await compose('subscription-started', { trialEndsAt: day('06-18') })
    expect(subject).toBe('Your free trial began: Practice Room')
    expect(text).toContain('Nothing was charged, and nothing will be if you cancel before 18 June 2026, 09:00 UTC')
    expect(text).toContain('First charge: $11.00 on 18 June 2026')
  })

  it('without a card leads to adding one', async () => {
    const { text } = await compose('trial-ending', { card: null })
    expect(text).toContain('none is saved')
    expect(text).toContain('Add a card:')
  })

  it.each([
    [{ brand: 'jcb', last4: '0505' }, 'your JCB card ending in 0505'],
    [{ brand: 'new-brand', last4: '1111' }, 'your card ending in 1111'],
    [{ brand: 'link', last4: null }, 'your saved way to pay'],
  ])('names %j', async (card, words) => {
    expect((await compose('trial-ending', { card })).text).toContain(words)
  })
})

describe('access', () => {
  const LOST = /access (that this plan gives )?(has )?ended|is closed|access it gave/

  it('is said to be lost by the kinds that take it, and by no other', async () => {
    const lost = await Promise.all(KINDS.map(async (kind) => (LOST.test((await compose(kind)).text) ? [kind] : [])))
    expect(lost.flat().toSorted()).toEqual(['subscription-access-ended', 'subscription-ended'])
    expect((await compose('subscription-canceled', { when: 'now' })).text).toMatch(LOST)
  })

  it('under a failed payment is told as it is when the mail goes out', async () => {
    const failed = async (accessEndsAt: string | null) =>
      (await compose('subscription-payment-failed', { accessEndsAt })).text
    expect(await failed(null)).not.toMatch(/access/)
    expect(await failed(new Date(NOW.getTime() + 1).toISOString())).toContain('You still have your access')
    expect(await failed(NOW.toISOString())).toContain('ended on 4 May 2026. Once it is paid, your access comes back')
    expect(await failed(NOW.toISOString())).not.toContain('still have')
  })

  it('in a pause that begins at once is closed, and else open until its end', async () => {
    expect((await compose('subscription-paused')).text).not.toMatch(LOST)
    const { text } = await compose('subscription-paused', { accessEndsAt: NOW.toISOString() })
    expect(text).toMatch(LOST)
    expect(text).not.toContain('Access until')
  })
})

it('says who cancelled where that is known', async () => {
  const words = async (byBuyer?: boolean) =>
    (await compose('subscription-canceled', byBuyer === undefined ? {} : { byBuyer })).text
  expect(await words(true)).toContain('You cancelled your subscription to Practice Room')
  expect(await words(false)).toContain('Kendama School cancelled your subscription to Practice Room')
  expect(await words(false)).not.toContain('take it back')
  expect(await words()).toContain('Your subscription to Practice Room was cancelled')
})

it('asks for a confirmation instead of another card where the bank wants one', async () => {
  const { subject, text } = await compose('subscription-payment-failed', { needsAction: true })
  expect(subject).toBe('Confirm your payment: Practice Room')
  expect(text).toContain('Your bank asks you to confirm the payment of $14.40')
  expect(text).not.toContain('declined')
})

describe('the button', () => {
  it('leads to the card where the payment is the trouble, and else to the subscription', () => {
    const forCard = KINDS.filter((kind) => subscriptionPage(messageOf(kind)).endsWith(`/${SUBSCRIPTION}?fix=card`))
    expect(forCard.toSorted()).toEqual(['subscription-access-ended', 'subscription-payment-failed'])
    expect(subscriptionPage(messageOf('trial-ending', { card: null }))).toMatch(/\?fix=card$/)
    expect(subscriptionPage(messageOf('subscription-access-ended', { reason: 'paused' }))).toBe(
      `/account/subscriptions/${SUBSCRIPTION}`,
    )
    expect(subscriptionPage(messageOf('subscription-doubled'))).toBe('/account/subscriptions')
  })

  it('is of no use without the page it leads to', async () => {
    const context = { shopName: 'S', frontUrl: 'https://shop.example', at: NOW, secrets: null, link: null }
    await expect(composeMail(messageOf('subscription-kept'), context)).rejects.toThrow('needs a way in')
  })
})
