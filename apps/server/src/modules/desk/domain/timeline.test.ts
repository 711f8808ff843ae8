import { expect, it } from 'vitest'
import { SUBSCRIPTION_MESSAGES } from '../../notifications/subscription-messages.ts'
import { type Happened, tell } from './timeline.ts'

const at = new Date('2026-05-04T09:00:00Z')
const happened = (row: Partial<Happened>): Happened => ({
  at,
  source: 'audit',
  what: '',
  detail: null,
  reference: null,
  ...row,
})

it.each<[Partial<Happened>, object]>([
  [
    { what: 'order.placed', reference: 'req' },
    { source: 'request', title: 'Order placed', reference: 'req' },
  ],
  [{ what: 'order.quarantined' }, { source: 'order', tone: 'bad' }],
  [
    { what: 'subscription.payment-failed' },
    { source: 'subscription', title: 'A payment of the plan failed', tone: 'bad' },
  ],
  [{ what: 'something.new' }, { source: 'audit', title: 'something.new', tone: 'neutral' }],
  [
    { source: 'payment', what: 'capture', detail: '4999 USD' },
    { detail: '$49.99', tone: 'good' },
  ],
  [{ source: 'payment', what: 'capture', detail: '750 JPY' }, { detail: '¥750' }],
  [
    { source: 'refund', what: 'succeeded', detail: '1250 USD', reference: 're_1' },
    { source: 'payment', title: 'Refund recorded: succeeded', detail: '$12.50', reference: 're_1', tone: 'neutral' },
  ],
  [{ source: 'refund', what: 'failed', detail: '1250 USD' }, { tone: 'bad' }],
  [
    { source: 'attempt', what: 'insufficient_funds' },
    { title: 'Payment attempt declined: insufficient_funds', tone: 'bad' },
  ],
  [{ source: 'event', what: 'checkout.session.completed', detail: 'done: settled' }, { tone: 'neutral' }],
  [{ source: 'event', what: 'checkout.session.completed', detail: 'parked' }, { tone: 'bad' }],
  [
    { source: 'session-closed', what: 'complete', detail: 'paid' },
    { title: 'Payment page closed: complete', tone: 'good' },
  ],
  [
    { source: 'grant', what: 'A Course' },
    { title: 'Access opened: A Course', tone: 'good' },
  ],
  [
    { source: 'message-sent', what: 'receipt' },
    { title: 'Receipt sent', tone: 'good' },
  ],
  [
    { source: 'webhook', what: 'order.completed', detail: 'delivered: https://erp.test/hooks', reference: 'id' },
    { source: 'webhook', title: 'Outgoing webhook order.completed told', tone: 'good', reference: 'id' },
  ],
  [{ source: 'webhook', what: 'order.completed', detail: 'failed: https://erp.test/hooks: HTTP 500' }, { tone: 'bad' }],
])('%j is told as %j', (row, told) => {
  expect(tell(happened(row))).toMatchObject({ at: at.toISOString(), ...told })
})

it('has a name for every mail to a subscriber', () => {
  const kinds = SUBSCRIPTION_MESSAGES.map((message) => message.shape.kind.value)
  const unnamed = kinds.filter((what) => tell(happened({ source: 'message', what })).title === `${what} queued`)
  expect(unnamed).toEqual([])
})
