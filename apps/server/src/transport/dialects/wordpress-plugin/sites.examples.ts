import type { Examples } from '../../http/openapi/route-docs.ts'
import {
  API_TOKEN,
  anyone,
  broken,
  done,
  EMAIL,
  INSTANCE_ID,
  KEY_REUSED,
  missing,
  refused,
  SITE_URL,
  STRONG_KEY,
  site,
  TOO_MANY,
  UNREADABLE,
  unusable,
  WEBHOOK_SECRET,
  withHeaders,
} from './example-parts.ts'

export const REGISTRATION = {
  instance_id: INSTANCE_ID,
  site_url: SITE_URL,
  site_title: 'Example shop',
  admin_email: 'owner@shop.example',
  wordpress_version: '6.1.9',
  plugin_version: '2.2.0',
  php_version: '8.2.20',
  theme: 'Some Theme',
  timezone: 'Asia/Tokyo',
  language: 'ja',
  post_count: 12,
  page_count: 3,
  activation_date: '2025-11-06 09:15:00',
  last_activity: '2025-11-06 09:15:00',
}
const register = anyone.post('/plugins/register', REGISTRATION)
const REGISTERED = done({
  api_token: API_TOKEN,
  instance_id: INSTANCE_ID,
  webhook_secret: WEBHOOK_SECRET,
  status: 'registered',
  message: 'Plugin registered successfully',
})
const ALREADY_REGISTERED = refused(409, 'already_registered', 'This site is already registered')
const NOT_CONFIGURED = refused(404, 'not_configured', 'Not offered by this server')
const INSTANCE = `/instances/${INSTANCE_ID}`
const FOREIGN_INSTANCE = '/instances/00000000-0c5d-4a57-9a3e-000000000000'
const NO_INSTANCE = refused(404, 'instance_not_found', 'Instance not found')

/** Being known here, and what a site is told besides its business. */
export const siteExamples = {
  registering: { summary: 'A site registers', request: register, answer: REGISTERED },
  'registering with the least': {
    summary: 'Three fields are enough, and the id need be no UUID',
    request: anyone.post('/plugins/register', {
      instance_id: 'test-uuid',
      site_url: 'https://example.com',
      admin_email: 'admin@example.com',
      wordpress_version: '6.0',
      plugin_version: '2.0.0',
    }),
    answer: { ...REGISTERED, body: { ...(REGISTERED.body as object), instance_id: 'test-uuid' } },
  },
  'registering again, unused': {
    summary: 'The first answer may have been lost: while its token is unused there are new ones',
    request: register,
    answer: REGISTERED,
  },
  'registering again': {
    summary: 'A site in use: nothing is handed out',
    request: register,
    answer: ALREADY_REGISTERED,
  },
  'registering again, reopened': {
    summary: 'The operator has opened registration for this site',
    request: register,
    answer: REGISTERED,
  },
  'registering without what is needed': {
    summary: 'A required field is missing',
    request: anyone.post('/plugins/register', { ...REGISTRATION, site_url: '', admin_email: undefined }),
    answer: missing('site_url', 'admin_email'),
  },
  'registering at no address': {
    summary: 'A field that cannot be what it says',
    request: anyone.post('/plugins/register', { ...REGISTRATION, site_url: 'shop.example' }),
    answer: unusable('site_url'),
  },
  'registering, not as JSON': { summary: 'A body that cannot be read', request: broken(register), answer: UNREADABLE },
  'registering too often': {
    summary: 'Too many from one network; with Retry-After',
    request: register,
    answer: TOO_MANY,
  },
  'registering with a weak key': {
    summary: 'A key that others may come upon',
    request: withHeaders(register, { 'idempotency-key': 'activation-1' }),
    answer: refused(
      400,
      'invalid_request',
      'Without a session or sign-in the Idempotency-Key must carry at least 128 random bits, such as 32 random hexadecimal digits; a UUID has 122.',
    ),
  },
  'registering with a key used before': {
    summary: 'The key was sent with another body',
    request: withHeaders(register, { 'idempotency-key': STRONG_KEY }),
    answer: KEY_REUSED,
  },

  health: {
    summary: 'It is up',
    request: anyone.get('/health'),
    answer: { status: 200, body: { status: 'ok', timestamp: '2025-11-06T00:15:45Z' } },
  },
  debugging: {
    summary: 'Good credentials',
    request: site.get('/auth/debug'),
    answer: done({ authorization_present: true, is_bearer: true, instance_id_present: true, authenticated: true }),
  },
  'debugging without credentials': {
    summary: 'None',
    request: anyone.get('/auth/debug'),
    answer: done({ authorization_present: false, is_bearer: false, instance_id_present: false, authenticated: false }),
  },
  'debugging another scheme': {
    summary: 'Something else than a token',
    request: { ...anyone.get('/auth/debug'), headers: { authorization: 'Basic c2l0ZTpwYXNz', 'x-instance-id': 'x' } },
    answer: done({ authorization_present: true, is_bearer: false, instance_id_present: true, authenticated: false }),
  },

  'the key of Stripe': {
    summary: 'The publishable key',
    request: site.get('/config/stripe'),
    answer: done({ public_key: 'pk_test_sandbox', currency: 'jpy', test_mode: true, webhooks_enabled: true }),
  },
  'the key of Stripe, none set': {
    summary: 'An account of one’s own, and no publishable key',
    request: site.get('/config/stripe'),
    answer: refused(404, 'no_stripe_key', 'No publishable key is set'),
  },
  'the own instance': {
    summary: 'The own site',
    request: site.get(INSTANCE),
    answer: done({
      instance: {
        instance_id: INSTANCE_ID,
        site_url: SITE_URL,
        site_title: 'Example shop',
        plugin_version: '2.2.0',
        wordpress_version: '6.1.9',
        status: 'active',
        registered_at: '2025-11-06T00:00:00Z',
      },
    }),
  },
  'another instance': {
    summary: 'Another site is not there',
    request: site.get(FOREIGN_INSTANCE),
    answer: NO_INSTANCE,
  },
  'changing the own instance': {
    summary: 'What changed; where the site lives is not for it to say and stays',
    request: site.put(INSTANCE, { site_title: 'New name', plugin_version: '2.2.1', site_url: 'https://evil.example' }),
    answer: done({ message: 'Instance updated successfully' }),
  },
  'changing the own instance to nonsense': {
    summary: 'A field that cannot be what it says',
    request: site.put(INSTANCE, { admin_email: 'nobody' }),
    answer: unusable('admin_email'),
  },
  'changing the own instance, not as JSON': {
    summary: 'A body that cannot be read',
    request: broken(site.put(INSTANCE, {})),
    answer: UNREADABLE,
  },
  'changing another instance': {
    summary: 'Another site is not there',
    request: site.put(FOREIGN_INSTANCE, { site_title: 'New name' }),
    answer: NO_INSTANCE,
  },

  'content was made': {
    summary: 'Taken and forgotten',
    request: site.post('/analytics/generation', {
      user_id: 7,
      user_email: EMAIL,
      site_url: SITE_URL,
      content_type: 'article',
      prompt: '',
      result_length: 0,
      credits_used: 1,
      timestamp: '2025-11-06 09:15:00',
    }),
    answer: done({}),
  },
  'an hour of use': {
    summary: 'Taken and forgotten',
    request: site.post('/analytics/usage', {
      site_url: SITE_URL,
      instance_id: INSTANCE_ID,
      sync_period: { from: '2025-11-06 08:15:00', to: '2025-11-06 09:15:00' },
      generations: [],
      transactions: [],
      total_users: 3,
      plugin_version: '2.2.0',
    }),
    answer: done({}),
  },
  'settings of a provider': {
    summary: 'Not offered',
    request: site.get('/config/provider?provider=openai'),
    answer: NOT_CONFIGURED,
  },
  'settings for articles': { summary: 'Not offered', request: site.get('/config/article'), answer: NOT_CONFIGURED },
  'settings for images': { summary: 'Not offered', request: site.get('/config/image'), answer: NOT_CONFIGURED },
  'settings for rewrites': { summary: 'Not offered', request: site.get('/config/rewrite'), answer: NOT_CONFIGURED },
  'settings of OpenAI': { summary: 'Not offered', request: site.get('/config/openai'), answer: NOT_CONFIGURED },
  'settings of all providers': {
    summary: 'Not offered',
    request: site.get('/config/providers'),
    answer: NOT_CONFIGURED,
  },
  'choosing a provider': {
    summary: 'Not offered',
    request: site.put('/config/provider', { provider: 'openai' }),
    answer: NOT_CONFIGURED,
  },
} as const satisfies Examples
