import type { Examples } from '../../http/openapi/route-docs.ts'
import {
  broken,
  done,
  EMAIL,
  INSTANCE_ID,
  INTENT_ID,
  KEY_IN_PROGRESS,
  KEY_REUSED,
  missing,
  refused,
  SESSION_ID,
  SITE_URL,
  site,
  TRANSACTION_ID,
  UNREADABLE,
  unusable,
  withHeaders,
} from './example-parts.ts'

const PAGE = `${SITE_URL}/wp-admin/admin.php?page=rakubun-ai-purchase`
const PURCHASE = {
  user_id: 7,
  user_email: EMAIL,
  credit_type: 'article',
  package_id: 'article_starter',
  amount: 750,
  currency: 'JPY',
}
const SESSION = {
  ...PURCHASE,
  return_url: `${PAGE}&session_id={CHECKOUT_SESSION_ID}&status=success`,
  cancel_url: `${PAGE}&status=cancel`,
}
const INTENT = { ...PURCHASE, site_url: SITE_URL, instance_id: INSTANCE_ID }
const CONFIRMATION = {
  payment_intent_id: INTENT_ID,
  user_id: 7,
  credit_type: 'article',
  site_url: SITE_URL,
  instance_id: INSTANCE_ID,
}
const start = (more: object = {}) => site.post('/checkout/sessions', { ...SESSION, ...more })
const create = (more: object = {}) => site.post('/payments/create-intent', { ...INTENT, ...more })
const verify = (session_id: string) => site.post('/checkout/verify', { session_id })
const confirm = (more: object = {}) => site.post('/payments/confirm', { ...CONFIRMATION, ...more })
const KEYED = { 'idempotency-key': 'click-42' }

const SESSION_STARTED = done({
  session_id: SESSION_ID,
  url: `https://pay.example/c/${SESSION_ID}`,
  amount: 750,
  currency: 'JPY',
})
const INTENT_CREATED = done({
  payment_intent_id: INTENT_ID,
  client_secret: `${INTENT_ID}_secret_Q1w2E3`,
  amount: 750,
  currency: 'JPY',
})
const VERIFIED = {
  credits_added: 10,
  credit_type: 'article',
  remaining_credits: 13,
  transaction_id: TRANSACTION_ID,
}
const CONFIRMED = done({
  credits_added: 10,
  transaction_id: TRANSACTION_ID,
  remaining_credits: { article_credits: 13, image_credits: 5, rewrite_credits: 0 },
})
const OTHER_TYPE = refused(400, 'invalid_credit_type', 'The credit type must be one of article, image, rewrite')
const NO_PACKAGE = refused(404, 'package_not_found', 'Package not found')
const OTHER_AMOUNT = refused(400, 'amount_mismatch', 'The amount is not the price of this package. Reload the page.')
const FOREIGN = refused(400, 'invalid_return_url', 'return_url and cancel_url must be addresses on the registered site')
const NOT_CONFIGURED = refused(500, 'payment_not_configured', 'Payment processing not configured')
const NOT_PAID = (payment_status: string) =>
  refused(402, 'payment_not_completed', 'The payment has not been completed', { payment_status })
const NO_SESSION = refused(404, 'session_not_found', 'Session not found')
const NO_PAYMENT = refused(404, 'payment_not_found', 'Payment not found')
const MISMATCH = refused(400, 'payment_mismatch', 'The payment is of another user or another credit type')
const UNAVAILABLE = refused(
  503,
  'payment_unavailable',
  'The payment service does not answer. Nothing was charged; try again in a moment.',
)
const IN_REVIEW = refused(
  409,
  'payment_in_review',
  'The payment arrived and is being looked at. Please contact support.',
)

/** Buying on Stripe's page and by the older card form. */
export const purchaseExamples = {
  'a session': { summary: 'A payment page', request: start(), answer: SESSION_STARTED },
  'a session with the least': {
    summary: 'Without addresses the payer comes back to the plugin’s own page',
    request: site.post('/checkout/sessions', {
      user_id: 123,
      user_email: 'user@example.com',
      credit_type: 'article',
      package_id: 'article_starter',
      amount: 750,
    }),
    answer: SESSION_STARTED,
  },
  'a session without its fields': {
    summary: 'Required fields are missing or empty',
    request: site.post('/checkout/sessions', { currency: 'JPY' }),
    answer: missing('user_id', 'user_email', 'credit_type', 'package_id', 'amount'),
  },
  'a session for nobody': {
    summary: 'A user that cannot be, at no address',
    request: start({ user_id: 'x', user_email: 'nobody' }),
    answer: unusable('user_id', 'user_email'),
  },
  'a session, not as JSON': { summary: 'A body that cannot be read', request: broken(start()), answer: UNREADABLE },
  'a session for something else': {
    summary: 'A type that the plugin does not know',
    request: start({ credit_type: 'video' }),
    answer: OTHER_TYPE,
  },
  'a session for no package': {
    summary: 'A package that is not sold',
    request: start({ package_id: 'article_none' }),
    answer: NO_PACKAGE,
  },
  'a session for a package of another type': {
    summary: 'A package that gives other credits',
    request: start({ credit_type: 'image' }),
    answer: NO_PACKAGE,
  },
  'a session at another price': {
    summary: 'What the browser said is not the price',
    request: start({ amount: 1 }),
    answer: OTHER_AMOUNT,
  },
  'a session in another currency': {
    summary: 'The package is not sold for these',
    request: start({ currency: 'USD' }),
    answer: OTHER_AMOUNT,
  },
  'a session that leads elsewhere': {
    summary: 'The payer would come back to another site',
    request: start({ return_url: 'https://evil.example/wp-admin/' }),
    answer: FOREIGN,
  },
  'a session that leads elsewhere when left': {
    summary: 'The payer would leave for another site',
    request: start({ cancel_url: 'https://shop.example.evil.example/' }),
    answer: FOREIGN,
  },
  'a session, nothing set up': {
    summary: 'There is no provider of payments',
    request: start(),
    answer: NOT_CONFIGURED,
  },
  'a session, Stripe away': { summary: 'Stripe cannot be asked', request: start(), answer: UNAVAILABLE },
  'a session with a key used before': {
    summary: 'The key was sent with another body',
    request: withHeaders(start(), KEYED),
    answer: KEY_REUSED,
  },
  'a session with a key in use': {
    summary: 'The request with this key is not answered yet',
    request: withHeaders(start(), KEYED),
    answer: KEY_IN_PROGRESS,
  },

  'verifying a paid session': {
    summary: 'Paid just now',
    request: verify(SESSION_ID),
    answer: done({ message: 'Credits added successfully', ...VERIFIED }),
  },
  'verifying again': {
    summary: 'Credited before, whoever came first',
    request: verify(SESSION_ID),
    answer: done({ status: 'already_completed', message: 'Session already processed', ...VERIFIED }),
  },
  'verifying an unpaid session': { summary: 'Not paid', request: verify(SESSION_ID), answer: NOT_PAID('unpaid') },
  'verifying a session on its way': {
    summary: 'Paid by a method that takes its time',
    request: verify(SESSION_ID),
    answer: NOT_PAID('processing'),
  },
  'verifying an expired session': {
    summary: 'Its time is up',
    request: verify(SESSION_ID),
    answer: NOT_PAID('expired'),
  },
  'verifying no session of ours': { summary: 'Unknown', request: verify('cs_test_none'), answer: NO_SESSION },
  'verifying the session of another site': {
    summary: 'Another site’s is not there',
    request: verify(SESSION_ID),
    answer: NO_SESSION,
  },
  'verifying an intent': { summary: 'An intent is no session', request: verify(INTENT_ID), answer: NO_SESSION },
  'verifying nothing': {
    summary: 'No session is named',
    request: site.post('/checkout/verify', {}),
    answer: missing('session_id'),
  },
  'verifying, not as JSON': { summary: 'A body that cannot be read', request: broken(verify('')), answer: UNREADABLE },
  'verifying, Stripe away': {
    summary: 'Stripe cannot be asked',
    request: verify(SESSION_ID),
    answer: UNAVAILABLE,
  },
  'verifying what is looked at': {
    summary: 'Money came that does not match',
    request: verify(SESSION_ID),
    answer: IN_REVIEW,
  },

  'an intent': { summary: 'For the card form', request: create(), answer: INTENT_CREATED },
  'an intent without its fields': {
    summary: 'Required fields are missing or empty',
    request: create({ user_email: '', package_id: undefined, amount: 0 }),
    answer: missing('user_email', 'package_id', 'amount'),
  },
  'an intent, not as JSON': { summary: 'A body that cannot be read', request: broken(create()), answer: UNREADABLE },
  'an intent for something else': {
    summary: 'A type that the plugin does not know',
    request: create({ credit_type: 'video' }),
    answer: OTHER_TYPE,
  },
  'an intent for no package': {
    summary: 'A package that is not sold',
    request: create({ package_id: 'article_none' }),
    answer: NO_PACKAGE,
  },
  'an intent at another price': {
    summary: 'The form fell back to a price of its own',
    request: create({ credit_type: 'rewrite', package_id: 'rewrite_starter', amount: 9800 }),
    answer: OTHER_AMOUNT,
  },
  'an intent, nothing set up': {
    summary: 'There is no provider of payments',
    request: create(),
    answer: NOT_CONFIGURED,
  },
  'an intent, Stripe away': { summary: 'Stripe cannot be asked', request: create(), answer: UNAVAILABLE },
  'an intent with a key used before': {
    summary: 'The key was sent with another body',
    request: withHeaders(create(), KEYED),
    answer: KEY_REUSED,
  },

  'confirming a paid intent': { summary: 'Paid just now', request: confirm(), answer: CONFIRMED },
  'confirming again': { summary: 'The same, and nothing is added', request: confirm(), answer: CONFIRMED },
  'confirming an unpaid intent': { summary: 'Not paid', request: confirm(), answer: NOT_PAID('unpaid') },
  'confirming an intent on its way': {
    summary: 'Paid by a method that takes its time',
    request: confirm(),
    answer: NOT_PAID('processing'),
  },
  'confirming an intent that ended': { summary: 'Its time is up', request: confirm(), answer: NOT_PAID('expired') },
  'confirming no payment of ours': {
    summary: 'Unknown',
    request: confirm({ payment_intent_id: 'pi_none' }),
    answer: NO_PAYMENT,
  },
  'confirming the payment of another site': {
    summary: 'Another site’s is not there',
    request: confirm(),
    answer: NO_PAYMENT,
  },
  'confirming for another user': {
    summary: 'It was bought for somebody else',
    request: confirm({ user_id: 8 }),
    answer: MISMATCH,
  },
  'confirming another type': {
    summary: 'Other credits were bought',
    request: confirm({ credit_type: 'rewrite' }),
    answer: MISMATCH,
  },
  'confirming a type that is none': {
    summary: 'A type that the plugin does not know',
    request: confirm({ credit_type: 'video' }),
    answer: OTHER_TYPE,
  },
  'confirming nothing': {
    summary: 'Fields are missing; an address is not needed',
    request: site.post('/payments/confirm', { site_url: SITE_URL }),
    answer: missing('payment_intent_id', 'user_id', 'credit_type'),
  },
  'confirming, not as JSON': { summary: 'A body that cannot be read', request: broken(confirm()), answer: UNREADABLE },
  'confirming what is looked at': {
    summary: 'Money came that does not match',
    request: confirm(),
    answer: IN_REVIEW,
  },
  'confirming, Stripe away': { summary: 'Stripe cannot be asked', request: confirm(), answer: UNAVAILABLE },
} as const satisfies Examples
