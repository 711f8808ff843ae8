import type { Example, Examples } from '../../http/openapi/route-docs.ts'
import { creditExamples } from './credits.examples.ts'
import { DISABLED, TOO_MANY, UNAUTHORIZED } from './example-parts.ts'
import { purchaseExamples } from './purchases.examples.ts'
import { siteExamples } from './sites.examples.ts'

const own = { ...siteExamples, ...creditExamples, ...purchaseExamples } as const satisfies Examples

/** Calls that only a site may make, by how each is called here. */
const ONLY_SITES = [
  'credits of a new user',
  'deducting',
  'a session',
  'verifying a paid session',
  'an intent',
  'confirming a paid intent',
  'the key of Stripe',
  'the own instance',
  'changing the own instance',
  'content was made',
  'an hour of use',
  'settings of a provider',
  'settings for articles',
  'settings for images',
  'settings for rewrites',
  'settings of OpenAI',
  'settings of all providers',
  'choosing a provider',
] as const satisfies (keyof typeof own)[]
type OnlySites = (typeof ONLY_SITES)[number]

function refusedFor<Why extends string>(
  why: Why,
  summary: string,
  toRequest: (request: Example['request']) => Example['request'],
  answer: Example['answer'],
): Record<`${OnlySites}, ${Why}`, Example> {
  return Object.fromEntries(
    ONLY_SITES.map((name) => [`${name}, ${why}`, { summary, request: toRequest(own[name].request), answer }]),
  ) as Record<`${OnlySites}, ${Why}`, Example>
}

const asIs = (request: Example['request']) => request
const without = ({ headers: _, ...request }: Example['request']): Example['request'] => request

/** What the plugin sends, and gets. Tokens, ids, moments and links are examples of their form. */
export const examples = {
  ...own,
  ...refusedFor('without credentials', 'No token', without, UNAUTHORIZED),
  ...refusedFor('disabled', 'The operator has disabled this site', asIs, DISABLED),
  ...refusedFor('too often', 'Too many calls of this site; with Retry-After', asIs, TOO_MANY),
} as const satisfies Examples
