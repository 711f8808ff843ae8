import type { Examples } from '../../http/openapi/route-docs.ts'

const headers = { authorization: 'Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1c2VyIn0.c2lnbmF0dXJl' }
const post = (path: string, body?: object) => ({ method: 'POST', path, headers, ...(body && { body }) }) as const
const get = (path: string) => ({ method: 'GET', path, headers }) as const
const error = (status: number, code: string, message: string, fields?: readonly string[]) => ({
  status,
  body: { error: { message, code, ...(fields && { fields }) }, success: false },
})

const VIDEO_ID = '123e4567-e89b-12d3-a456-426614174000'
const VIDEO = {
  videoId: VIDEO_ID,
  priceId: 'price_1AbCdEfGhIjKlMnOpQrStUvW',
  instructorId: 'user_1AbCdEfGhIjKlMnOpQrStUvW',
  title: 'Advanced Kendama Tutorial',
  description: 'Learn advanced kendama techniques',
  imageUrl: 'https://example.com/thumbnail.jpg',
}
const LESSON = {
  lessonId: 'lesson_lighthouse',
  priceId: 'price_lesson_lighthouse',
  instructorId: 'user_2DemoSellerStudioTama',
  title: 'The Lighthouse in an Hour',
}
const FREE_LESSON = {
  lessonId: 'lesson_aim',
  priceId: 'price_lesson_aim',
  instructorId: 'user_2DemoSellerStudioTama',
  title: 'How to Look',
}
const FREE_VIDEO = {
  videoId: 'video_before_the_catch',
  priceId: 'price_video_before_the_catch',
  instructorId: 'user_2DemoSellerStudioTama',
  title: 'Before the Catch',
}
const SESSION_ID = 'cs_test_a1b2c3d4e5f6g7h8i9j0'
const ORDER_ID = '019c2f3a-7b1e-7c4d-8e5f-6a7b8c9d0e1f'
const ACCOUNT_ID = 'acct_1AbCdEfGhIjKlMnO'
const STARTED = {
  status: 200,
  body: { sessionId: SESSION_ID, sessionUrl: `https://checkout.stripe.com/pay/${SESSION_ID}`, success: true },
}
const verified = (goods: object, isTheirs: boolean) => ({
  status: 200,
  body: {
    data: {
      ...goods,
      hasAccess: isTheirs,
      purchasedAt: isTheirs ? '2026-05-04T09:00:00.000Z' : null,
      orderId: isTheirs ? ORDER_ID : null,
    },
    success: true,
  },
})
const NO_TOKEN = error(401, 'AUTH_ERROR', 'Authentication required')
const NO_STRIPE = error(500, 'STRIPE_ERROR', 'Failed to create checkout session')
const ALL = ['videoId', 'priceId', 'instructorId', 'title']

/** What an instructors' site sends, and gets. Tokens, ids and links are examples of their form. */
export const examples = {
  'a video': { summary: 'A video', request: post('/api/checkout', VIDEO), answer: STARTED },
  'a free video': {
    summary: 'A video that costs nothing is the caller’s at once',
    request: post('/api/checkout', FREE_VIDEO),
    answer: { status: 200, body: { videoId: FREE_VIDEO.videoId, free: true, success: true } },
  },
  'a video, without a token': {
    summary: 'No token',
    request: { method: 'POST', path: '/api/checkout', body: VIDEO },
    answer: NO_TOKEN,
  },
  'a video, without a title': {
    summary: 'Something is missing, or of the wrong type',
    request: post('/api/checkout', { ...VIDEO, priceId: 7, title: undefined }),
    answer: error(400, 'INVALID_REQUEST', 'Missing required parameters', ['priceId', 'title']),
  },
  'a video, not as JSON': {
    summary: 'A body that cannot be read',
    request: { method: 'POST', path: '/api/checkout', headers, text: '{"videoId": "123e' },
    answer: error(400, 'INVALID_REQUEST', 'Missing required parameters', ALL),
  },
  'an unknown video': {
    summary: 'A video that is not sold',
    request: post('/api/checkout', { ...VIDEO, videoId: 'video_none' }),
    answer: error(404, 'RESOURCE_NOT_FOUND', 'Video not found'),
  },
  'a video at another price': {
    summary: 'A price that is not this video’s',
    request: post('/api/checkout', { ...VIDEO, priceId: 'price_lesson_aim' }),
    answer: error(400, 'INVALID_REQUEST', 'priceId is not a price of this', ['priceId']),
  },
  'a video of another instructor': {
    summary: 'Somebody who does not sell this video',
    request: post('/api/checkout', { ...VIDEO, instructorId: 'user_2DemoSellerStudioTama' }),
    answer: error(400, 'INVALID_REQUEST', 'instructorId does not sell this', ['instructorId']),
  },
  'a video, bought before': {
    summary: 'The caller has it already',
    request: post('/api/checkout', VIDEO),
    answer: error(409, 'PAYMENT_ERROR', 'Advanced Kendama Tutorial is owned already. Nothing was charged.'),
  },
  'a video, its seller not ready': {
    summary: 'The seller cannot be paid yet',
    request: post('/api/checkout', VIDEO),
    answer: error(
      409,
      'PAYMENT_ERROR',
      'The seller of Advanced Kendama Tutorial cannot be paid yet. Nothing was charged.',
    ),
  },
  'a video, Stripe away': {
    summary: 'Stripe does not do its part',
    request: post('/api/checkout', VIDEO),
    answer: NO_STRIPE,
  },

  'a lesson': { summary: 'A lesson', request: post('/api/checkout-lesson', LESSON), answer: STARTED },
  'a free lesson': {
    summary: 'A lesson that costs nothing is the caller’s at once',
    request: post('/api/checkout-lesson', FREE_LESSON),
    answer: { status: 200, body: { lessonId: 'lesson_aim', free: true, success: true } },
  },
  'a lesson, without a token': {
    summary: 'No token',
    request: { method: 'POST', path: '/api/checkout-lesson', body: LESSON },
    answer: NO_TOKEN,
  },
  'a lesson, without a title': {
    summary: 'Something is missing, or of the wrong type',
    request: post('/api/checkout-lesson', { ...LESSON, title: '' }),
    answer: error(400, 'INVALID_REQUEST', 'Missing required parameters', ['title']),
  },
  'an unknown lesson': {
    summary: 'A lesson that is not sold; a video is none',
    request: post('/api/checkout-lesson', { ...LESSON, lessonId: VIDEO_ID }),
    answer: error(404, 'RESOURCE_NOT_FOUND', 'Lesson not found'),
  },
  'a lesson at another price': {
    summary: 'A price that is not this lesson’s',
    request: post('/api/checkout-lesson', { ...LESSON, priceId: 'price_lesson_aim' }),
    answer: error(400, 'INVALID_REQUEST', 'priceId is not a price of this', ['priceId']),
  },
  'a lesson of another instructor': {
    summary: 'Somebody who does not sell this lesson',
    request: post('/api/checkout-lesson', { ...LESSON, instructorId: VIDEO.instructorId }),
    answer: error(400, 'INVALID_REQUEST', 'instructorId does not sell this', ['instructorId']),
  },
  'a lesson, its seller not ready': {
    summary: 'The seller cannot be paid yet',
    request: post('/api/checkout-lesson', LESSON),
    answer: error(
      409,
      'PAYMENT_ERROR',
      'The seller of The Lighthouse in an Hour cannot be paid yet. Nothing was charged.',
    ),
  },
  'a lesson, bought before': {
    summary: 'The caller has it already',
    request: post('/api/checkout-lesson', LESSON),
    answer: error(409, 'PAYMENT_ERROR', 'The Lighthouse in an Hour is owned already. Nothing was charged.'),
  },
  'a lesson, Stripe away': {
    summary: 'Stripe does not do its part',
    request: post('/api/checkout-lesson', LESSON),
    answer: NO_STRIPE,
  },

  'a video that was bought': {
    summary: 'Paid for',
    request: get(`/api/verify-purchase?videoId=${VIDEO_ID}`),
    answer: verified({ videoId: VIDEO_ID }, true),
  },
  'a video that was not bought': {
    summary: 'Not paid for',
    request: get(`/api/verify-purchase?videoId=${VIDEO_ID}`),
    answer: verified({ videoId: VIDEO_ID }, false),
  },
  'a video that was paid just now': {
    summary: 'Paid for a moment ago',
    request: post('/api/verify-purchase', { videoId: VIDEO_ID, sessionId: SESSION_ID }),
    answer: verified({ videoId: VIDEO_ID }, true),
  },
  'verifying without a token': {
    summary: 'No token',
    request: { method: 'GET', path: `/api/verify-purchase?videoId=${VIDEO_ID}` },
    answer: NO_TOKEN,
  },
  'verifying nothing': {
    summary: 'No video is named',
    request: get('/api/verify-purchase'),
    answer: error(400, 'INVALID_REQUEST', 'Missing required parameters', ['videoId']),
  },
  'verifying an unknown video': {
    summary: 'A video that is not known',
    request: get('/api/verify-purchase?videoId=video_none'),
    answer: error(404, 'RESOURCE_NOT_FOUND', 'Video not found'),
  },
  'verifying the session of somebody else': {
    summary: 'A session of another user’s does not exist',
    request: get(`/api/verify-purchase?videoId=${VIDEO_ID}&sessionId=${SESSION_ID}`),
    answer: error(404, 'RESOURCE_NOT_FOUND', 'Checkout session not found'),
  },
  'verifying, Stripe away': {
    summary: 'Stripe does not say how the session stands',
    request: post('/api/verify-purchase', { videoId: VIDEO_ID, sessionId: SESSION_ID }),
    answer: error(500, 'STRIPE_ERROR', 'Failed to verify the purchase'),
  },
  'a lesson that was bought': {
    summary: 'Paid for',
    request: get('/api/verify-lesson-purchase?lessonId=lesson_lighthouse'),
    answer: verified({ lessonId: 'lesson_lighthouse' }, true),
  },
  'a lesson that was not bought': {
    summary: 'Not paid for',
    request: post('/api/verify-lesson-purchase', { lessonId: 'lesson_lighthouse' }),
    answer: verified({ lessonId: 'lesson_lighthouse' }, false),
  },
  'verifying no lesson': {
    summary: 'No lesson is named',
    request: post('/api/verify-lesson-purchase', {}),
    answer: error(400, 'INVALID_REQUEST', 'Missing required parameters', ['lessonId']),
  },

  'verifying a lesson without a token': {
    summary: 'No token',
    request: { method: 'POST', path: '/api/verify-lesson-purchase', body: { lessonId: 'lesson_lighthouse' } },
    answer: NO_TOKEN,
  },
  'verifying an unknown lesson': {
    summary: 'A lesson that is not known; a video is none',
    request: get(`/api/verify-lesson-purchase?lessonId=${VIDEO_ID}`),
    answer: error(404, 'RESOURCE_NOT_FOUND', 'Lesson not found'),
  },

  'a new seller': {
    summary: 'Somebody begins to sell',
    request: post('/api/stripe/create-connect-account'),
    answer: {
      status: 200,
      body: {
        data: { url: `https://connect.stripe.com/setup/e/${ACCOUNT_ID}`, accountId: ACCOUNT_ID },
        success: true,
      },
    },
  },
  'a new seller without a token': {
    summary: 'No token',
    request: { method: 'POST', path: '/api/stripe/create-connect-account' },
    answer: NO_TOKEN,
  },
  'a new seller, Stripe away': {
    summary: 'Stripe does not do its part',
    request: post('/api/stripe/create-connect-account'),
    answer: error(500, 'STRIPE_ERROR', 'Failed to create connect account'),
  },
  'a seller who is ready': {
    summary: 'Onboarding is done',
    request: get('/api/stripe/account-status'),
    answer: {
      status: 200,
      body: {
        data: {
          accountId: ACCOUNT_ID,
          chargesEnabled: true,
          payoutsEnabled: true,
          detailsSubmitted: true,
          requirementsDue: [],
        },
        success: true,
      },
    },
  },
  'a seller account without a token': {
    summary: 'No token',
    request: { method: 'GET', path: '/api/stripe/account-status' },
    answer: NO_TOKEN,
  },
  'nobody’s seller account': {
    summary: 'The caller does not sell',
    request: get('/api/stripe/account-status'),
    answer: error(404, 'RESOURCE_NOT_FOUND', 'Seller account not found'),
  },
  'a login link': {
    summary: 'To the seller’s page at Stripe',
    request: post('/api/stripe/create-login-link'),
    answer: { status: 200, body: { data: { url: `https://connect.stripe.com/express/${ACCOUNT_ID}` }, success: true } },
  },
  'a login link without a token': {
    summary: 'No token',
    request: { method: 'POST', path: '/api/stripe/create-login-link' },
    answer: NO_TOKEN,
  },
  'a login link, Stripe away': {
    summary: 'Stripe does not do its part',
    request: post('/api/stripe/create-login-link'),
    answer: error(500, 'STRIPE_ERROR', 'Failed to create login link'),
  },
  'a login link too early': {
    summary: 'Onboarding is not done',
    request: post('/api/stripe/create-login-link'),
    answer: error(409, 'PAYMENT_ERROR', 'The account is not complete. Go on with onboarding first.'),
  },
  'a login link for nobody': {
    summary: 'The caller does not sell',
    request: post('/api/stripe/create-login-link'),
    answer: error(404, 'RESOURCE_NOT_FOUND', 'Seller account not found'),
  },
} as const satisfies Examples
