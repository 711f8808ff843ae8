import type { Examples } from '../../http/openapi/route-docs.ts'

const SESSION_ID = 'cs_test_a1B2c3D4'
const URL = `https://checkout.stripe.com/c/pay/${SESSION_ID}`
const EXPIRES_AT = 1_777_981_200
const start = (body: unknown) => ({ method: 'POST', path: '/api/checkout', body }) as const

const ask = (sessionId: string) => ({ method: 'GET', path: `/api/checkout/sessions/${sessionId}` }) as const

/** One product, one click: what the pages that call this send, and get. */
export const examples = {
  'one product': {
    summary: 'One product, one click',
    request: start({ productId: 'prod_1', quantity: 1 }),
    answer: { status: 200, body: { url: URL, sessionId: SESSION_ID } },
  },
  'without a quantity': {
    summary: 'A quantity that is not given is one',
    request: start({ productId: 'prod_1' }),
    answer: { status: 200, body: { url: URL, sessionId: SESSION_ID } },
  },
  'unknown product': {
    summary: 'A product that is not sold',
    request: start({ productId: 'prod_none' }),
    answer: { status: 404, body: { error: 'There is no such product.' } },
  },
  'too many': {
    summary: 'A quantity out of range',
    request: start({ productId: 'prod_1', quantity: 100 }),
    answer: { status: 400, body: { error: 'quantity: must be a whole number from 1 to 99' } },
  },
  'no product': {
    summary: 'A product that is not named by a text',
    request: start({ productId: 7 }),
    answer: { status: 400, body: { error: 'productId: must be the text that names a product' } },
  },
  'Stripe away': {
    summary: 'Stripe does not do its part',
    request: start({ productId: 'prod_1', quantity: 1 }),
    answer: {
      status: 503,
      body: { error: 'The payment service does not answer. Nothing was charged; try again in a moment.' },
    },
  },
  'open session': {
    summary: 'It can be paid',
    request: ask(SESSION_ID),
    answer: { status: 200, body: { status: 'open', paymentStatus: 'unpaid', expiresAt: EXPIRES_AT, url: URL } },
  },
  'paid session': {
    summary: 'It is paid',
    request: ask(SESSION_ID),
    answer: { status: 200, body: { status: 'complete', paymentStatus: 'paid', expiresAt: EXPIRES_AT } },
  },
  'expired session': {
    summary: 'Its time is up',
    request: ask(SESSION_ID),
    answer: {
      status: 410,
      body: { error: 'Session has expired', expired_at: new Date(EXPIRES_AT * 1000).toISOString() },
    },
  },
  'unknown session': {
    summary: 'A session that does not exist',
    request: ask('cs_test_none'),
    answer: { status: 404, body: { error: 'There is no such checkout.' } },
  },
} as const satisfies Examples
