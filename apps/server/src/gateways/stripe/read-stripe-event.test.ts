import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readStripeEvent } from './read-stripe-event.ts'
import { createStripeClient } from './stripe-client.ts'

const stripe = createStripeClient({ secretKey: 'sk_test_x', apiBase: null })
const wallMs = Date.parse('2026-05-04T09:00:00Z')
const body = Buffer.from(
  JSON.stringify({
    id: 'evt_1',
    object: 'event',
    type: 'checkout.session.completed',
    created: 1_777_000_000,
    livemode: false,
    api_version: '2026-10-28.endive',
    data: { object: { id: 'cs_1', object: 'checkout.session', metadata: { order_id: 'o', instance: 'i' } } },
  }),
)
const sign = (secret: string, seconds: number, signed: Buffer = body, scheme = 'v1') =>
  `${scheme}=${createHmac('sha256', secret).update(`${seconds}.`).update(signed).digest('hex')}`
const header = (secret: string, seconds: number) => `t=${seconds},${sign(secret, seconds)}`
const at = wallMs / 1000
const read = (signature: string, rawBody = body, secrets = ['whsec_a', 'whsec_b']) =>
  readStripeEvent(stripe, rawBody, signature, secrets, wallMs)

describe('a webhook', () => {
  it('is read when one of the secrets signed it', () => {
    expect(read(header('whsec_b', at))).toMatchObject({
      id: 'evt_1',
      objectId: 'cs_1',
      orderHint: 'o',
      instanceHint: 'i',
      livemode: false,
    })
  })
  it('is read while a secret is rolled and both signed', () => {
    expect(read(`t=${at},${sign('whsec_old', at)},${sign('whsec_a', at)},${sign('whsec_x', at, body, 'v0')}`)?.id).toBe(
      'evt_1',
    )
  })
  it.each([
    ['signed with another secret', header('whsec_other', at)],
    ['signed for another time', `t=${at - 1},${sign('whsec_a', at)}`],
    ['too old', header('whsec_a', at - 301)],
    ['from the future', header('whsec_a', at + 301)],
    ['a year ahead', header('whsec_a', at + 31_536_000)],
    ['of the old scheme only', `t=${at},${sign('whsec_a', at, body, 'v0')}`],
    ['without a time', sign('whsec_a', at)],
    ['empty', ''],
  ])('is refused when %s', (_, signature) => {
    expect(read(signature)).toBeNull()
  })
  it('is refused when a byte of the body changed, and when no secret is known', () => {
    expect(read(header('whsec_a', at), Buffer.from(body.toString().replace('evt_1', 'evt_2')))).toBeNull()
    expect(read(header('whsec_a', at), body, [])).toBeNull()
  })
  it('is refused when it is signed but is not an event', () => {
    const other = Buffer.from('not json')
    expect(read(`t=${at},${sign('whsec_a', at, other)}`, other)).toBeNull()
  })
  it.each([-300, 300])('is read %d seconds off', (seconds) => {
    expect(read(header('whsec_a', at + seconds))?.id).toBe('evt_1')
  })
  it('of an invoice names what its subscription is of', () => {
    const parent = { subscription_details: { metadata: { order_id: 'o', instance: 'i' }, subscription: 'sub_1' } }
    const invoice = { id: 'in_1', object: 'invoice', metadata: {}, parent }
    const event = { ...JSON.parse(body.toString()), type: 'invoice.paid', data: { object: invoice } }
    const told = Buffer.from(JSON.stringify(event))
    expect(read(`t=${at},${sign('whsec_a', at, told)}`, told)).toMatchObject({
      objectId: 'in_1',
      orderHint: 'o',
      instanceHint: 'i',
    })
  })
})
