import type { Examples } from '../../http/openapi/route-docs.ts'
import {
  anyone,
  broken,
  done,
  EMAIL,
  KEY_IN_PROGRESS,
  KEY_REUSED,
  missing,
  refused,
  SITE_URL,
  site,
  TRANSACTION_ID,
  UNREADABLE,
  unusable,
  withHeaders,
} from './example-parts.ts'

const STARTER = {
  package_id: 'article_starter',
  name: 'Article Credits, Starter',
  credits: 10,
  price: 750,
  currency: 'JPY',
  credit_type: 'article',
  description: '10 credits for articles.',
  is_popular: false,
  discount: null,
}
const IMAGES = {
  ...STARTER,
  package_id: 'image_starter',
  name: 'Image Credits, Starter',
  credits: 20,
  price: 300,
  credit_type: 'image',
  description: '20 credits for images.',
}
const REWRITES = {
  ...STARTER,
  package_id: 'rewrite_pro',
  name: 'Rewrite Credits, Pro',
  credits: 120,
  price: 6000,
  credit_type: 'rewrite',
  description: '120 credits for rewrites.',
  is_popular: true,
  discount: '17% off',
}

const balance = (article: number, image = 5, rewrite = 0) => ({
  article_credits: article,
  image_credits: image,
  rewrite_credits: rewrite,
})
const ask = (query: string) => site.get(`/users/credits?${query}`)
const read = (credits: object) => done({ credits, last_updated: '2025-11-06T00:15:45Z' })
const DEDUCTION = { user_id: 7, user_email: EMAIL, site_url: SITE_URL, credit_type: 'article', amount: 1 }
const deduct = (more: object = {}) => site.post('/users/deduct-credits', { ...DEDUCTION, ...more })
const DEDUCTED = done({ remaining_credits: balance(2), transaction_id: TRANSACTION_ID })
const INSUFFICIENT = refused(402, 'insufficient_credits', 'Insufficient credits')
const KEYED = { 'idempotency-key': 'draft-42' }

/** What can be bought, what a user has of it, and using it up. */
export const creditExamples = {
  packages: {
    summary: 'By type, and once more in one list',
    request: anyone.get('/packages'),
    answer: done({
      packages: { articles: [STARTER], images: [IMAGES], rewrites: [REWRITES], packages: [STARTER, IMAGES, REWRITES] },
    }),
  },
  'no packages': {
    summary: 'Nothing is sold',
    request: anyone.get('/packages'),
    answer: refused(404, 'no_packages', 'There is nothing for sale at the moment'),
  },

  'credits of a new user': {
    summary: 'A user seen for the first time has the free credits',
    request: ask(`user_id=7&user_email=${EMAIL}&site_url=${SITE_URL}`),
    answer: read(balance(3)),
  },
  'credits that are used up': {
    summary: 'Zero is an answer',
    request: ask(`user_id=7&user_email=${EMAIL}&site_url=${SITE_URL}`),
    answer: read(balance(0, 0, 0)),
  },
  'credits of nobody': {
    summary: 'A parameter is missing',
    request: ask(`site_url=${SITE_URL}`),
    answer: missing('user_id', 'user_email'),
  },
  'credits of no number': {
    summary: 'A user that cannot be',
    request: ask(`user_id=-7&user_email=${EMAIL}&site_url=${SITE_URL}`),
    answer: unusable('user_id'),
  },

  deducting: { summary: 'Spent', request: deduct(), answer: DEDUCTED },
  'deducting without an amount': {
    summary: 'One, if nothing is said',
    request: deduct({ amount: undefined }),
    answer: DEDUCTED,
  },
  'deducting too much': { summary: 'All of it or nothing', request: deduct({ amount: 4 }), answer: INSUFFICIENT },
  'deducting a negative amount': {
    summary: 'That would be a gift',
    request: deduct({ amount: -5 }),
    answer: unusable('amount'),
  },
  'deducting a part of one': {
    summary: 'Whole ones only',
    request: deduct({ amount: 0.5 }),
    answer: unusable('amount'),
  },
  'deducting for nobody': {
    summary: 'A field is missing',
    request: deduct({ user_id: undefined, credit_type: '' }),
    answer: missing('user_id', 'credit_type'),
  },
  'deducting something else': {
    summary: 'A type that the plugin does not know',
    request: deduct({ credit_type: 'video' }),
    answer: refused(400, 'invalid_credit_type', 'The credit type must be one of article, image, rewrite'),
  },
  'deducting, not as JSON': { summary: 'A body that cannot be read', request: broken(deduct()), answer: UNREADABLE },
  'deducting with a key': { summary: 'Once per key', request: withHeaders(deduct(), KEYED), answer: DEDUCTED },
  'deducting with a key used before': {
    summary: 'The key was sent with another body',
    request: withHeaders(deduct({ amount: 2 }), KEYED),
    answer: KEY_REUSED,
  },
  'deducting with a key in use': {
    summary: 'The request with this key is not answered yet',
    request: withHeaders(deduct(), KEYED),
    answer: KEY_IN_PROGRESS,
  },
  'deducting with a broken key': {
    summary: 'A key that cannot be one',
    request: withHeaders(deduct(), { 'idempotency-key': 'k'.repeat(256) }),
    answer: refused(400, 'invalid_request', 'Idempotency-Key must be 1 to 255 printable ASCII characters.'),
  },
} as const satisfies Examples
