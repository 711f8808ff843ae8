import { CreditAmount, PLUGIN_CREDIT_TYPES } from '@cashwrap/shared/contracts/credits'
import { EmailAddress } from '@cashwrap/shared/contracts/primitives'
import { z } from 'zod'
import { unescapeAddress } from './unescape-address.ts'

export const PluginCreditType = z.enum(PLUGIN_CREDIT_TYPES)
export type PluginCreditType = z.infer<typeof PluginCreditType>

export const PluginError = z
  .object({
    success: z.literal(false),
    error: z.string().meta({ description: 'A stable code.' }),
    message: z.string().meta({ description: 'A sentence for people.' }),
    payment_status: z.string().optional().meta({ description: 'Only with `payment_not_completed`.' }),
  })
  .meta({ id: 'PluginError' })
type Body = z.infer<typeof PluginError>

/** What this dialect says instead of doing what was asked. */
export interface Refusal {
  status: number
  code: string
  message: string
  paymentStatus?: string
  retryAfterSeconds?: number
}

export const toBody = ({ code, message, paymentStatus }: Refusal): Body => ({
  success: false,
  error: code,
  message,
  ...(paymentStatus !== undefined && { payment_status: paymentStatus }),
})

export const envelope = (status: number, message: string): Body =>
  toBody({ status, code: CODES[status] ?? (status >= 500 ? 'internal_error' : 'invalid_request'), message })

const CODES: Readonly<Record<number, string>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'payload_too_large',
  429: 'rate_limit_exceeded',
  503: 'service_unavailable',
}

const text = z.string().min(1)
const userId = z
  .int()
  .min(1)
  .meta({ description: 'The WordPress user; one of another site with the same number is another account.' })
const creditType = text.meta({ description: PLUGIN_CREDIT_TYPES.join(', ') })
const amount = z.number().positive().meta({ description: 'Major units of the currency, as `price` of the package.' })
const email = z.string().transform(unescapeAddress).pipe(EmailAddress)
/** Not asked for: whatever is there and is no address counts as none. */
const maybeEmail = email.nullish().catch(null)
const ignored = z.unknown().optional().meta({ description: 'Not used.' })

/** What a site says of itself. Nothing but the first three is needed. */
const siteText = z.string().nullish().catch(null)
const siteCount = z.int().min(0).max(2_147_483_647).nullish().catch(null)
const siteDetails = {
  site_title: siteText,
  wordpress_version: siteText,
  plugin_version: siteText,
  php_version: siteText,
  theme: siteText,
  timezone: siteText,
  language: siteText,
  post_count: siteCount,
  page_count: siteCount,
}
export const RegisterSite = z
  .object({
    instance_id: text.meta({ description: 'The id the installation made up for itself, such as a UUID.' }),
    site_url: text.meta({ description: 'Where WordPress is; it may have a port and a path.' }),
    admin_email: text,
    ...siteDetails,
    activation_date: ignored,
    last_activity: ignored,
  })
  .meta({ id: 'PluginRegistration' })
export const SiteRegistered = z
  .object({
    success: z.literal(true),
    api_token: z.string(),
    instance_id: z.string(),
    webhook_secret: z.string(),
    status: z.literal('registered'),
    message: z.string(),
  })
  .meta({ id: 'PluginRegistered' })

const Package = z
  .object({
    package_id: z.string().regex(/^[A-Za-z0-9_-]+$/),
    name: z.string(),
    credits: z.int().positive(),
    price: z.int().positive().meta({ description: 'Whole major units of the currency.' }),
    currency: z.string(),
    credit_type: PluginCreditType,
    description: z.string().nullable(),
    is_popular: z.boolean(),
    discount: z.string().nullable(),
  })
  .meta({ id: 'PluginPackage' })
export type Package = z.infer<typeof Package>
export const Packages = z
  .object({
    success: z.literal(true),
    packages: z.object({
      articles: z.array(Package),
      images: z.array(Package),
      rewrites: z.array(Package),
      packages: z.array(Package).meta({ description: 'All of them once more, for the older card form.' }),
    }),
  })
  .meta({ id: 'PluginPackages' })

const balance = z.int().min(0)
const Credits = z
  .object({ article_credits: balance, image_credits: balance, rewrite_credits: balance })
  .meta({ id: 'PluginCredits' })
export const AskCredits = z.object({
  user_id: text.meta({ description: 'The WordPress user.' }),
  user_email: text.meta({ description: 'Not encoded by the plugin, so it is only a hint.' }),
  site_url: z.string().optional(),
})
export const CreditsAnswer = z
  .object({ success: z.literal(true), credits: Credits, last_updated: z.iso.datetime() })
  .meta({ id: 'PluginCreditsAnswer' })

export const DeductCredits = z
  .object({
    user_id: userId,
    user_email: maybeEmail,
    site_url: ignored,
    credit_type: creditType,
    amount: CreditAmount.default(1),
  })
  .meta({ id: 'PluginDeduction' })
export const CreditsDeducted = z
  .object({ success: z.literal(true), remaining_credits: Credits, transaction_id: z.string() })
  .meta({ id: 'PluginDeducted' })

const purchase = {
  user_id: userId,
  user_email: email,
  credit_type: creditType,
  package_id: text.max(255),
  amount,
  currency: z.string().min(1).default('JPY'),
}
const address = z
  .string()
  .nullish()
  .transform((sent) => sent || null)
  .meta({ description: 'On the registered site. The plugin’s own page if it is not given.' })
export const BuyPackage = z
  .object({ ...purchase, return_url: address, cancel_url: address })
  .meta({ id: 'PluginPurchase' })
export const SessionStarted = z
  .object({
    success: z.literal(true),
    session_id: z.string().nullable(),
    url: z.url(),
    amount: z.number(),
    currency: z.string(),
  })
  .meta({ id: 'PluginSessionStarted' })

export const VerifySession = z.object({ session_id: text.max(255) }).meta({ id: 'PluginVerification' })
export const SessionVerified = z
  .object({
    success: z.literal(true),
    status: z.literal('already_completed').optional(),
    message: z.string(),
    credits_added: z.int(),
    credit_type: z.string(),
    remaining_credits: balance.meta({ description: 'Of this type.' }),
    transaction_id: z.string(),
  })
  .meta({ id: 'PluginVerified' })

export const CreateIntent = z
  .object({ ...purchase, site_url: ignored, instance_id: ignored })
  .meta({ id: 'PluginCardPurchase' })
export const IntentCreated = z
  .object({
    success: z.literal(true),
    payment_intent_id: z.string(),
    client_secret: z.string(),
    amount: z.number(),
    currency: z.string(),
  })
  .meta({ id: 'PluginIntent' })

export const ConfirmPayment = z
  .object({
    payment_intent_id: text.max(255),
    user_id: userId,
    credit_type: creditType,
    user_email: maybeEmail,
    site_url: ignored,
    instance_id: ignored,
  })
  .meta({ id: 'PluginConfirmation' })
export const PaymentConfirmed = z
  .object({
    success: z.literal(true),
    credits_added: z.int(),
    transaction_id: z.string(),
    remaining_credits: Credits,
  })
  .meta({ id: 'PluginConfirmed' })

export const StripeSettings = z
  .object({
    success: z.literal(true),
    public_key: z.string().startsWith('pk_'),
    currency: z.string(),
    test_mode: z.boolean(),
    webhooks_enabled: z.boolean(),
  })
  .meta({ id: 'PluginStripeSettings' })

export const Health = z.object({ status: z.literal('ok'), timestamp: z.iso.datetime() }).meta({ id: 'PluginHealth' })
export const AuthDebug = z
  .object({
    success: z.literal(true),
    authorization_present: z.boolean(),
    is_bearer: z.boolean(),
    instance_id_present: z.boolean(),
    authenticated: z.boolean(),
  })
  .meta({ id: 'PluginAuthDebug' })

export const InstanceParams = z.object({ instanceId: z.string() })
export const Instance = z
  .object({
    success: z.literal(true),
    instance: z.object({
      instance_id: z.string(),
      site_url: z.string(),
      site_title: z.string().nullable(),
      plugin_version: z.string().nullable(),
      wordpress_version: z.string().nullable(),
      status: z.enum(['active', 'disabled']),
      registered_at: z.iso.datetime(),
    }),
  })
  .meta({ id: 'PluginInstance' })
export const UpdateInstance = z
  .object({ ...siteDetails, admin_email: z.string().nullish() })
  .meta({ id: 'PluginInstanceUpdate' })
export const Done = z.object({ success: z.literal(true), message: z.string().optional() }).meta({ id: 'PluginDone' })
