import { randomBytes } from 'node:crypto'

/** One request as a document of an older system prints it, and what its callers rely on in the answer. */
export interface DocumentedRequest {
  document: 'cart shop' | 'video marketplace' | 'quick checkout' | 'subscription redirect' | 'WordPress plugin'
  says: string
  method: 'GET' | 'POST'
  path: string
  /** Sent as JSON; text is sent as it is. */
  body?: unknown
  /**
   * Whether the caller signs in with a token, shows what the registration before gave its site, or comes with a browser: that
   * has something in its cart, nothing any more, or none.
   */
  as?: 'token' | 'site' | Browser
  headers?: Readonly<Record<string, string>>
  status: number
  /** What the answer must contain; a function judges what differs from run to run. */
  answer: Readonly<Record<string, unknown>>
}

/** A browser, by what is in its cart. */
export type Browser = 'cart' | 'emptied cart' | 'no cart'

const isText = (value: unknown): boolean => typeof value === 'string' && value !== ''
const isAddress = (value: unknown): boolean => isText(value) && URL.canParse(value as string)
const isSession = (value: unknown): boolean => isText(value) && (value as string).startsWith('cs_')

/** The document's error, and the fields that this server names beside it. */
const isMissingParameters = (value: unknown): boolean => {
  const { message, code } = Object(value)
  return message === 'Missing required parameters' && code === 'INVALID_REQUEST'
}

const VIDEO = {
  videoId: '123e4567-e89b-12d3-a456-426614174000',
  priceId: 'price_1AbCdEfGhIjKlMnOpQrStUvW',
  instructorId: 'user_1AbCdEfGhIjKlMnOpQrStUvW',
  title: 'Advanced Kendama Tutorial',
  description: 'Learn advanced kendama techniques',
  imageUrl: 'https://example.com/thumbnail.jpg',
}

/** A site in use is registered once, so each run's is another. */
const REGISTRATION = {
  instance_id: `test-uuid-${randomBytes(8).toString('hex')}`,
  site_url: 'https://example.com',
  admin_email: 'admin@example.com',
  wordpress_version: '6.0',
  plugin_version: '2.0.0',
}
const CREDITS = {
  user_id: 123,
  user_email: 'user@example.com',
  credit_type: 'article',
  package_id: 'article_starter',
  amount: 750,
  currency: 'JPY',
}
const plugin = (
  says: string,
  path: string,
  body: unknown,
  status: number,
  answer: DocumentedRequest['answer'],
  as?: 'site',
): DocumentedRequest => ({
  document: 'WordPress plugin',
  says,
  method: 'POST',
  path: `/api/v1${path}`,
  headers: { 'user-agent': 'Rakubun-WordPress-Plugin/2.0' },
  body,
  status,
  answer: { success: status === 200, ...answer },
  ...(as && { as }),
})
const CREDITS_STARTED = { session_id: isSession, url: isAddress, amount: 750, currency: 'JPY' }

const cart = (
  says: string,
  body: unknown,
  status: number,
  answer: DocumentedRequest['answer'],
  as?: Browser,
): DocumentedRequest => ({
  document: 'cart shop',
  says,
  method: 'POST',
  path: '/api/checkout/create-session',
  body,
  status,
  answer: status === 200 ? answer : { success: false, ...answer },
  ...(as && { as }),
})
const CART_STARTED = {
  success: true,
  sessionId: isSession,
  sessionUrl: isAddress,
  orderId: isText,
  message: 'Checkout session created successfully',
}

/** A plain link, followed by a program that wants to see where it leads. */
const link = (says: string, query: string, status: number, answer: DocumentedRequest['answer']): DocumentedRequest => ({
  document: 'subscription redirect',
  says,
  method: 'GET',
  path: `/api/checkout/session${query}`,
  headers: { accept: 'application/json' },
  status,
  answer,
})
const LINK_FOLLOWED = { url: isAddress, sessionId: isSession }

/** The example requests of the five documents, and the refusals they list that a shop in good order can show. */
export const DOCUMENTED: readonly DocumentedRequest[] = [
  cart(
    'the request of its endpoint',
    {
      userEmail: 'customer@example.com',
      userId: 'uuid-optional',
      successUrl: 'https://yoursite.com/success?session_id={CHECKOUT_SESSION_ID}',
      cancelUrl: 'https://yoursite.com/cancel',
    },
    200,
    CART_STARTED,
    'cart',
  ),
  cart(
    'its call from another server',
    {
      userEmail: 'user@example.com',
      userId: 'user-uuid',
      successUrl: 'https://mysite.com/success',
      cancelUrl: 'https://mysite.com/cancel',
    },
    200,
    CART_STARTED,
    'cart',
  ),
  cart('no session cookie', { userEmail: 'customer@example.com' }, 401, {
    error: 'No active session. Please add items to cart first.',
  }),
  cart(
    'no cart any more',
    { userEmail: 'customer@example.com' },
    404,
    { error: 'Cart not found or expired. Please add items again.' },
    'no cart',
  ),
  cart(
    'an empty cart',
    { userEmail: 'customer@example.com' },
    400,
    { error: 'Cart is empty. Please add items before checkout.' },
    'emptied cart',
  ),
  cart('no address', {}, 400, { error: 'Email is required for checkout' }, 'cart'),
  cart('malformed JSON', '{"userEmail":', 400, { error: 'Email is required for checkout' }, 'cart'),
  cart('a wrong address', { userEmail: 'not-an-address' }, 400, { error: 'Invalid email format' }, 'cart'),
  {
    document: 'video marketplace',
    says: 'its example request',
    method: 'POST',
    path: '/api/checkout',
    as: 'token',
    body: VIDEO,
    status: 200,
    answer: { sessionId: isSession, sessionUrl: isAddress, success: true },
  },
  {
    document: 'video marketplace',
    says: 'a parameter missing',
    method: 'POST',
    path: '/api/checkout',
    as: 'token',
    body: { videoId: VIDEO.videoId },
    status: 400,
    answer: { error: isMissingParameters, success: false },
  },
  {
    document: 'video marketplace',
    says: 'no token',
    method: 'POST',
    path: '/api/checkout',
    body: VIDEO,
    status: 401,
    answer: { error: { message: 'Authentication required', code: 'AUTH_ERROR' }, success: false },
  },
  {
    document: 'video marketplace',
    says: 'whether it was bought',
    method: 'GET',
    path: `/api/verify-purchase?videoId=${VIDEO.videoId}`,
    as: 'token',
    status: 200,
    answer: {
      data: { videoId: VIDEO.videoId, hasAccess: false, purchasedAt: null, orderId: null },
      success: true,
    },
  },
  {
    document: 'quick checkout',
    says: 'the request of its test',
    method: 'POST',
    path: '/api/checkout',
    body: { productId: 'prod_1', quantity: 1 },
    status: 200,
    answer: { url: isAddress, sessionId: isSession },
  },
  {
    document: 'quick checkout',
    says: 'an event with a wrong signature',
    method: 'POST',
    path: '/api/webhooks/stripe',
    headers: { 'stripe-signature': 't=1,v1=00' },
    body: { type: 'checkout.session.completed' },
    status: 400,
    answer: { error: 'Webhook signature verification failed' },
  },
  link('its call for twelve credits', '?qty=12', 200, LINK_FOLLOWED),
  link('its call for a subscription', '?price_id=price_1KqDAWK0npsJqs8Ma6zyHflo', 200, LINK_FOLLOWED),
  link('a link that names nothing', '', 400, { error: isText }),
  plugin('its test registers a site', '/plugins/register', REGISTRATION, 200, {
    api_token: isText,
    instance_id: REGISTRATION.instance_id,
    webhook_secret: isText,
  }),
  plugin('its test buys credits', '/checkout/sessions', CREDITS, 200, CREDITS_STARTED, 'site'),
  plugin(
    'the request of its endpoint',
    '/checkout/sessions',
    {
      ...CREDITS,
      package_id: 'pkg_article_10',
      return_url: 'https://example.com/success',
      cancel_url: 'https://example.com/cancel',
    },
    200,
    CREDITS_STARTED,
    'site',
  ),
  plugin(
    'fields missing',
    '/checkout/sessions',
    {},
    400,
    {
      error: 'invalid_request',
      message: 'Missing required fields: user_id, user_email, credit_type, package_id, amount',
    },
    'site',
  ),
]

/** Where an answer is not what its document says; empty if it is. */
export function deviations(asked: DocumentedRequest, status: number, answer: unknown): string[] {
  const wrong = status === asked.status ? [] : [`status ${status}, not ${asked.status}`]
  const fields = typeof answer === 'object' && answer !== null ? (answer as Record<string, unknown>) : {}
  for (const [name, expected] of Object.entries(asked.answer)) {
    const is =
      typeof expected === 'function'
        ? expected(fields[name])
        : JSON.stringify(fields[name]) === JSON.stringify(expected)
    if (!is) wrong.push(`${name} is ${JSON.stringify(fields[name]) ?? 'missing'}`)
  }
  return wrong
}
