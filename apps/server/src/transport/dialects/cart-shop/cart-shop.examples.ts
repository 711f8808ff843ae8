import type { Example, Examples } from '../../http/openapi/route-docs.ts'

type Request = Example['request']

const buy = (body: unknown, more: Partial<Request> = {}): Request => ({
  method: 'POST',
  path: '/api/checkout/create-session',
  body,
  ...more,
})
const refused = (status: number, error: string, details?: string): Example['answer'] => ({
  status,
  body: { success: false, error, ...(details !== undefined && { details }) },
})

const EMAIL = 'customer@example.com'
const ORDER = '0198c6f2-5d3e-7a41-b0c8-2f6d9e1a7b35'
const LINE = '0198c6f1-9a20-7c55-8e13-64b7d20f5c9e'

const session = {
  status: 200,
  body: {
    success: true,
    sessionId: 'cs_test_a1b2c3d4e5f6g7h8',
    sessionUrl: 'https://checkout.stripe.com/c/pay/cs_test_a1b2c3d4e5f6g7h8',
    orderId: ORDER,
    message: 'Checkout session created successfully',
  },
}

const course = {
  id: LINE,
  productId: 'prod_1',
  title: 'Premium Course',
  kind: 'course',
  quantity: 1,
  unit: 4999,
  subtotal: 4999,
  discount: 0,
  total: 4999,
  notices: [],
}
const none = { discount: 0, tax: 0, taxIncluded: false, coupon: null, currency: 'USD' }
const cart = (answered: object): Example['answer'] => ({ status: 200, body: { success: true, cart: answered } })
const filled = { ...none, lines: [course], itemCount: 1, subtotal: 4999, total: 4999 }
const empty = { ...none, lines: [], itemCount: 0, subtotal: 0, total: 0 }

/** A payment page for the cart: what the old documents show, then what each check refuses, in the order of the checks. */
const checkout = {
  'checkout, from a page': {
    summary: 'With addresses of one’s own',
    request: buy({
      userEmail: EMAIL,
      userId: 'uuid-optional',
      successUrl: 'https://yoursite.com/success?session_id={CHECKOUT_SESSION_ID}',
      cancelUrl: 'https://yoursite.com/cancel',
    }),
    answer: session,
  },
  'checkout, back to this shop': {
    summary: 'Without addresses, back to this shop',
    request: buy({ userEmail: EMAIL, userId: 'user-uuid' }),
    answer: session,
  },
  'checkout, from a server': {
    summary: 'From another server, with its visitor’s cookie',
    request: buy({
      userEmail: 'user@example.com',
      userId: 'user-uuid',
      successUrl: 'https://mysite.com/success',
      cancelUrl: 'https://mysite.com/cancel',
    }),
    answer: session,
  },
  'checkout, nothing to pay': {
    summary: 'An order of zero is complete at once',
    request: buy({ userEmail: EMAIL }),
    answer: {
      status: 200,
      body: {
        success: true,
        sessionId: null,
        sessionUrl: `http://localhost:4321/checkout/success?session_id=${ORDER}`,
        orderId: ORDER,
        message: 'Checkout session created successfully',
      },
    },
  },
  'checkout, no session': {
    summary: 'Without `session_id`',
    request: buy({ userEmail: EMAIL }),
    answer: refused(401, 'No active session. Please add items to cart first.'),
  },
  'checkout, no cart': {
    summary: 'The session has no cart (any more)',
    request: buy({ userEmail: EMAIL }),
    answer: refused(404, 'Cart not found or expired. Please add items again.', 'not-found'),
  },
  'checkout, empty cart': {
    summary: 'Nothing is in the cart',
    request: buy({ userEmail: EMAIL }),
    answer: refused(400, 'Cart is empty. Please add items before checkout.', 'cart-empty'),
  },
  'checkout, no e-mail': {
    summary: 'No e-mail',
    request: buy({ userId: 'user-uuid' }),
    answer: refused(400, 'Email is required for checkout'),
  },
  'checkout, malformed': {
    summary: 'Malformed JSON counts as an empty body',
    request: buy(undefined, { text: '{"userEmail": "customer@example.com"' }),
    answer: refused(400, 'Email is required for checkout'),
  },
  'checkout, wrong e-mail': {
    summary: 'No e-mail address',
    request: buy({ userEmail: 'not-an-address' }),
    answer: refused(400, 'Invalid email format'),
  },
  'checkout, foreign address': {
    summary: 'An address to return to that is not allowed',
    request: buy({ userEmail: EMAIL, successUrl: 'https://elsewhere.example/success' }),
    answer: refused(
      400,
      'Invalid redirect URL',
      'It must lead to the origin of BASE_URL or to one of ALLOWED_REDIRECT_ORIGINS, and be encoded.',
    ),
  },
  'checkout, no longer sold': {
    summary: 'Something in the cart is not sold any more',
    request: buy({ userEmail: EMAIL }),
    answer: refused(409, 'Premium Course can no longer be bought. Please remove it from the cart.', 'not-for-sale'),
  },
  'checkout, too few seats': {
    summary: 'Fewer seats are left than are in the cart',
    request: buy({ userEmail: EMAIL }),
    answer: refused(409, 'Weekend Workshop has only 1 left.', 'seats-gone'),
  },
  'checkout, owned': {
    summary: 'The buyer owns it already',
    request: buy({ userEmail: EMAIL }),
    answer: refused(409, 'Premium Course is already yours. Please remove it from the cart.', 'already-owned'),
  },
  'checkout, Stripe away': {
    summary: 'Stripe refuses or does not answer',
    request: buy({ userEmail: EMAIL }),
    answer: refused(503, 'Payment system error. Please try again later.', 'provider-unavailable'),
  },
  'checkout, broken': {
    summary: 'Anything else',
    request: buy({ userEmail: EMAIL }),
    answer: refused(
      500,
      'Failed to create checkout session',
      'The reason is in the log of the server, with the id that is in x-request-id.',
    ),
  },
} satisfies Examples

const carts = {
  'cart, empty': {
    summary: 'Without a cart it is an empty one',
    request: { method: 'GET', path: '/api/cart' },
    answer: cart(empty),
  },
  'cart, filled': {
    summary: 'One course',
    request: { method: 'GET', path: '/api/cart' },
    answer: cart(filled),
  },
  'cart, changed': {
    summary: 'The price changed since it was put in',
    request: { method: 'GET', path: '/api/cart' },
    answer: cart({
      ...filled,
      lines: [
        {
          ...course,
          unit: 5999,
          subtotal: 5999,
          total: 5999,
          notices: [{ kind: 'price-changed', was: 4999, now: 5999 }],
        },
      ],
      subtotal: 5999,
      total: 5999,
    }),
  },
  'item, added': {
    summary: 'A course',
    request: { method: 'POST', path: '/api/cart/items', body: { productId: 'prod_1', quantity: 1 } },
    answer: cart(filled),
  },
  'item, unknown': {
    summary: 'A product that there is not',
    request: { method: 'POST', path: '/api/cart/items', body: { productId: 'prod_none', quantity: 1 } },
    answer: refused(404, 'Product not found', 'not-found'),
  },
  'item, too many': {
    summary: 'A quantity out of range',
    request: { method: 'POST', path: '/api/cart/items', body: { productId: 'prod_1', quantity: 100 } },
    answer: refused(400, 'Quantity must be a whole number from 1 to 99'),
  },
  'item, changed': {
    summary: 'Two of it',
    request: { method: 'PATCH', path: `/api/cart/items/${LINE}`, body: { quantity: 2 } },
    answer: cart({
      ...filled,
      lines: [{ ...course, quantity: 2, subtotal: 9998, total: 9998 }],
      itemCount: 2,
      subtotal: 9998,
      total: 9998,
    }),
  },
  'item, removed': {
    summary: 'Not any more',
    request: { method: 'DELETE', path: `/api/cart/items/${LINE}` },
    answer: cart(empty),
  },
  'item, gone': {
    summary: 'It is gone already',
    request: { method: 'DELETE', path: `/api/cart/items/${LINE}` },
    answer: refused(404, 'Cart item not found', 'not-found'),
  },
  'coupon, used': {
    summary: 'A fifth less',
    request: { method: 'POST', path: '/api/cart/coupon', body: { code: 'FIRSTPULL' } },
    answer: cart({
      ...filled,
      lines: [{ ...course, discount: 1000, total: 3999 }],
      coupon: { code: 'FIRSTPULL', label: '20 % off', problem: null },
      discount: 1000,
      total: 3999,
    }),
  },
  'coupon, unknown': {
    summary: 'A code that there is not',
    request: { method: 'POST', path: '/api/cart/coupon', body: { code: 'NOSUCH' } },
    answer: refused(409, 'Coupon NOSUCH is not known.', 'coupon-refused'),
  },
  'coupon, left out': {
    summary: 'At the full price again',
    request: { method: 'DELETE', path: '/api/cart/coupon' },
    answer: cart(filled),
  },
} satisfies Examples

/** Requests and answers as the tests replay them, in the demo's goods. */
export const examples = { ...checkout, ...carts } satisfies Examples
