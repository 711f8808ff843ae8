import type { Examples } from '../../http/openapi/route-docs.ts'

const start = (body: unknown) => ({ method: 'POST', path: '/api/checkout', body }) as const

/** One product, one click: what the pages that call this send, and get. */
export const examples = {
  'one product': {
    summary: 'One product, one click',
    request: start({ productId: 'prod_1', quantity: 1 }),
    answer: { status: 200, body: { url: 'https://checkout.stripe.com/c/pay/cs_test_a1B2', sessionId: 'cs_test_a1B2' } },
  },
  'without a quantity': {
    summary: 'A quantity that is not given is one',
    request: start({ productId: 'prod_1' }),
    answer: { status: 200, body: { url: 'https://checkout.stripe.com/c/pay/cs_test_a1B2', sessionId: 'cs_test_a1B2' } },
  },
  'unknown product': {
    summary: 'A product that is not sold',
    request: start({ productId: 'prod_none' }),
    answer: { status: 404, body: { error: 'There is no such product.' } },
  },
  'too many': {
    summary: 'A quantity out of range',
    request: start({ productId: 'prod_1', quantity: 100 }),
    answer: { status: 400, body: { error: 'quantity: Too big: expected number to be <=99' } },
  },
  'unknown session': {
    summary: 'A session that does not exist',
    request: { method: 'GET', path: '/api/checkout/sessions/cs_test_none' },
    answer: { status: 404, body: { error: 'There is no such checkout.' } },
  },
} as const satisfies Examples
