import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Receiver, startReceiver } from '../support/receiver.ts'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'
import { openSession } from '../support/shop.ts'

let sandbox: TestSandbox
let receiver: Receiver

beforeAll(async () => {
  sandbox = await startTestSandbox()
  receiver = await startReceiver()
})

afterAll(async () => {
  await sandbox.close()
  await receiver.close()
})

it('sells: the SDK opens a session, the buyer pays, the shop hears by signed webhooks', async () => {
  const { stripe } = sandbox
  const endpoint = await stripe.webhookEndpoints.create({ url: receiver.url, enabled_events: ['*'] })
  const session = await openSession(stripe, {
    client_reference_id: 'order 17',
    metadata: { order: '17' },
    payment_intent_data: { metadata: { order: '17' } },
  })
  expect(session).toMatchObject({ status: 'open', payment_status: 'unpaid', payment_intent: null, amount_total: 4999 })
  expect(session.url).toBe(`${sandbox.url}/c/pay/${session.id}`)

  const paid = await sandbox.control('POST', `checkout/sessions/${session.id}/pay`, {})
  expect(paid).toMatchObject({
    outcome: 'succeeded',
    redirectUrl: `https://shop.example/paid?session_id=${session.id}`,
  })

  const received = await receiver.until((all) => all.some(({ type }) => type === 'checkout.session.completed'))
  for (const { body, signature } of received) {
    const event = stripe.webhooks.constructEvent(body, signature, endpoint.secret ?? '')
    expect(event.api_version).toBe('2026-10-28.endive')
  }
  const types = ['payment_intent.created', 'payment_intent.succeeded', 'charge.succeeded', 'checkout.session.completed']
  await receiver.until((all) => types.every((type) => all.some((one) => one.type === type)))

  const complete = await stripe.checkout.sessions.retrieve(session.id, {
    expand: ['payment_intent.latest_charge', 'line_items'],
  })
  expect(complete).toMatchObject({
    status: 'complete',
    payment_status: 'paid',
    customer_details: { email: 'buyer@example.com' },
    payment_intent: {
      status: 'succeeded',
      amount_received: 4999,
      metadata: { order: '17' },
      latest_charge: { paid: true, amount: 4999 },
    },
  })
  expect(complete.line_items?.data).toHaveLength(1)
})
