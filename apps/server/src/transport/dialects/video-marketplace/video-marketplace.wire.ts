import { CountryCode } from '@cashwrap/shared/contracts/primitives'
import { z } from 'zod'

export const MarketplaceError = z
  .object({
    error: z.object({
      message: z.string(),
      code: z.enum([
        'AUTH_ERROR',
        'INVALID_REQUEST',
        'RESOURCE_NOT_FOUND',
        'PAYMENT_ERROR',
        'STRIPE_ERROR',
        'SERVER_ERROR',
      ]),
      fields: z.array(z.string()).optional().meta({ description: 'What is missing or wrong in the request.' }),
    }),
    success: z.literal(false),
  })
  .meta({ id: 'MarketplaceError' })
type Body = z.infer<typeof MarketplaceError>
type Code = Body['error']['code']

/** What this dialect says instead of doing what was asked. Without a code it has the one that belongs to its status. */
export interface Refusal {
  status: number
  message: string
  code?: Code
  fields?: readonly string[]
}

export const toBody = ({ status, message, code, fields }: Refusal): Body => ({
  error: { message, code: code ?? codeOf(status), ...(fields && { fields: [...fields] }) },
  success: false,
})

export const envelope = (status: number, message: string): Body => toBody({ status, message })

function codeOf(status: number): Code {
  if (status >= 500) return 'SERVER_ERROR'
  switch (status) {
    case 401:
    case 403:
      return 'AUTH_ERROR'
    case 404:
      return 'RESOURCE_NOT_FOUND'
    case 402:
    case 409:
      return 'PAYMENT_ERROR'
    default:
      return 'INVALID_REQUEST'
  }
}

const name = z.string().min(1)
const ignored = z.string().optional().catch(undefined).meta({ description: 'Not used: the catalogue knows better.' })
const country = CountryCode.optional().catch(undefined).meta({ description: 'Where the shop charges tax by country.' })
const purchase = {
  priceId: name.meta({ description: 'An active price of it; what it costs is what the catalogue says.' }),
  instructorId: name.meta({ description: 'Who sells it.' }),
  title: name.meta({ description: 'Must be there and is not used: the catalogue knows better.' }),
  description: ignored,
  imageUrl: ignored,
  country,
}
export const BuyVideo = z.object({ videoId: name, ...purchase }).meta({ id: 'MarketplaceVideoPurchase' })
export const BuyLesson = z.object({ lessonId: name, ...purchase }).meta({ id: 'MarketplaceLessonPurchase' })

export const PurchaseStarted = z
  .object({ sessionId: z.string(), sessionUrl: z.url(), success: z.literal(true) })
  .meta({ id: 'MarketplacePurchaseStarted' })
export const FreeVideo = z
  .object({ videoId: z.string(), free: z.literal(true), success: z.literal(true) })
  .meta({ id: 'MarketplaceFreeVideo' })
export const FreeLesson = z
  .object({ lessonId: z.string(), free: z.literal(true), success: z.literal(true) })
  .meta({ id: 'MarketplaceFreeLesson' })

const sessionId = z
  .string()
  .nullish()
  .transform((id) => id || null)
  .meta({ description: 'A checkout of the caller’s that may have been paid just now.' })
export const VerifyVideo = z.object({ videoId: name, sessionId })
export const VerifyLesson = z.object({ lessonId: name, sessionId })

const verified = {
  hasAccess: z.boolean(),
  purchasedAt: z.iso.datetime().nullable(),
  orderId: z.string().nullable(),
}
export const VideoVerified = z
  .object({ data: z.object({ videoId: z.string(), ...verified }), success: z.literal(true) })
  .meta({ id: 'MarketplaceVideoVerified' })
export const LessonVerified = z
  .object({ data: z.object({ lessonId: z.string(), ...verified }), success: z.literal(true) })
  .meta({ id: 'MarketplaceLessonVerified' })

export const ConnectAccount = z
  .object({ data: z.object({ accountId: z.string(), url: z.url() }), success: z.literal(true) })
  .meta({ id: 'MarketplaceConnectAccount' })
export const AccountStatus = z
  .object({
    data: z.object({
      accountId: z.string().nullable().meta({ description: 'Null until onboarding was begun.' }),
      chargesEnabled: z.boolean(),
      payoutsEnabled: z.boolean(),
      detailsSubmitted: z.boolean(),
      requirementsDue: z.array(z.string()),
    }),
    success: z.literal(true),
  })
  .meta({ id: 'MarketplaceAccountStatus' })
export const LoginLink = z
  .object({ data: z.object({ url: z.url() }), success: z.literal(true) })
  .meta({ id: 'MarketplaceLoginLink' })
