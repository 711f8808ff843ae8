import { z } from 'zod'
import { USUAL_RATE_LIMITS } from '../../../platform/rate-limit/rate-limit-names.ts'
import type { RouteDocs } from '../../http/openapi/route-docs.ts'
import * as wire from './wordpress-plugin.wire.ts'

const { points, seconds } = USUAL_RATE_LIMITS.plugin

export const TAG = {
  name: 'WordPress plugin',
  description: `WordPress sites that sell credits to their users. A site shows the token of its registration (\`Authorization: Bearer\`) together with its own id (\`X-Instance-ID\`); prices are whole major units of their currency. Beyond ${points} calls in ${seconds} seconds, if nothing else is set, a site is answered 429 with Retry-After.`,
}

/** Token and instance id, both. */
const bySite: Pick<RouteDocs, 'auth'> = { auth: ['site'] }
const DONE = { 200: { description: 'Taken.', schema: wire.Done } }

export const REGISTER: RouteDocs = {
  summary: 'Register a site',
  description:
    'Token and secret are in this answer and nowhere else. A site in use is answered 409 with nothing in it, whoever asks; new credentials are given while nobody has used the former, or when the operator has opened registration for it. With an Idempotency-Key of at least 128 random bits the same credentials are given again, until they are used.',
  body: wire.RegisterSite,
  takesKey: true,
  answers: { 200: { description: 'Registered.', schema: wire.SiteRegistered } },
}
export const PACKAGES: RouteDocs = {
  summary: 'What can be bought',
  answers: { 200: { description: 'By type, and once more in one list.', schema: wire.Packages } },
}
export const HEALTH: RouteDocs = {
  summary: 'Whether the server is up',
  answers: { 200: { description: 'It is.', schema: wire.Health } },
}
export const AUTH_DEBUG: RouteDocs = {
  summary: 'Which credentials arrived',
  description: 'Whether they were there, never what they were.',
  answers: { 200: { description: 'What was there.', schema: wire.AuthDebug } },
}
export const CREDITS: RouteDocs = {
  ...bySite,
  summary: 'What a user can spend',
  description: 'A user seen for the first time begins with the free credits that are set.',
  query: wire.AskCredits,
  answers: { 200: { description: 'All three balances.', schema: wire.CreditsAnswer } },
}
export const DEDUCT: RouteDocs = {
  ...bySite,
  summary: 'Spend a user’s credits',
  description: 'All of the amount or nothing; never below zero.',
  body: wire.DeductCredits,
  takesKey: true,
  answers: { 200: { description: 'Spent.', schema: wire.CreditsDeducted } },
}
export const SESSIONS: RouteDocs = {
  ...bySite,
  summary: 'A payment page for a package',
  description:
    'Costs what the catalogue says: another amount or currency is refused. `{CHECKOUT_SESSION_ID}` in `return_url` is replaced; without it `session_id` is added.',
  body: wire.BuyPackage,
  takesKey: true,
  answers: { 200: { description: 'Send the payer to `url`.', schema: wire.SessionStarted } },
}
export const VERIFY: RouteDocs = {
  ...bySite,
  summary: 'Whether a session is paid',
  description: 'If it is, its credits are there when this answers, once, however often and by whomever it is asked.',
  body: wire.VerifySession,
  answers: { 200: { description: 'Paid and credited.', schema: wire.SessionVerified } },
}
export const CREATE_INTENT: RouteDocs = {
  ...bySite,
  summary: 'A payment intent for a package',
  description: 'For the older card form, whose script confirms it with `client_secret`.',
  body: wire.CreateIntent,
  takesKey: true,
  answers: { 200: { description: 'To be confirmed by the payer’s browser.', schema: wire.IntentCreated } },
}
export const CONFIRM: RouteDocs = {
  ...bySite,
  summary: 'Whether an intent is paid',
  description: 'As with a session. User and type are compared with the record and never taken from here.',
  body: wire.ConfirmPayment,
  answers: { 200: { description: 'Paid and credited.', schema: wire.PaymentConfirmed } },
}
export const STRIPE_SETTINGS: RouteDocs = {
  ...bySite,
  summary: 'The publishable key of Stripe',
  answers: { 200: { description: 'For the older card form.', schema: wire.StripeSettings } },
}
export const INSTANCE: RouteDocs = {
  ...bySite,
  summary: 'What is known of the own site',
  params: wire.InstanceParams,
  answers: { 200: { description: 'Nothing secret.', schema: wire.Instance } },
}
export const INSTANCE_UPDATE: RouteDocs = {
  ...bySite,
  summary: 'Tell what changed about the own site',
  description: 'Other fields are left alone: moving a site is up to the operator.',
  params: wire.InstanceParams,
  body: wire.UpdateInstance,
  answers: DONE,
}
export const GENERATION: RouteDocs = {
  ...bySite,
  summary: 'Content was made',
  description: 'Taken and forgotten.',
  body: z.looseObject({}),
  answers: DONE,
}
export const USAGE: RouteDocs = {
  ...GENERATION,
  summary: 'What was made in the last hour',
  description: 'Up to 1 MiB; taken and forgotten.',
}
export const NOT_CONFIGURED: RouteDocs = {
  ...bySite,
  summary: 'Settings of AI providers',
  description: 'Not offered: the plugin goes on with a key that is set at the site.',
  answers: { 404: { description: 'Not offered.', schema: wire.PluginError } },
}
