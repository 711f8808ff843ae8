import { z } from 'zod'
import { Cursor, EmailAddress, Instant, id, Money, PageSize, Text } from './primitives.ts'

/** What a credit is good for: `article`, `image`, `rewrite`, or any word the shop sells credits by. */
export const CreditType = z.string().regex(/^[a-z][a-z0-9_]{0,31}$/, 'is not a type of credits')

/** The types that the WordPress plugin sells; it looks at all three, whatever else there is. */
export const PLUGIN_CREDIT_TYPES = ['article', 'image', 'rewrite'] as const

/** Where credits come from, in the order they are spent: what may end first goes first, what was paid for goes last. */
export const CreditBucket = z.enum(['promotion', 'plan', 'bought'])
export type CreditBucket = z.infer<typeof CreditBucket>

/** What an account has of one type; `total` can be spent. */
export const CreditBalance = z.object({
  creditType: z.string(),
  promotion: z.int(),
  plan: z.int(),
  bought: z.int(),
  total: z.int(),
  /** Spent before the money for them went back. */
  owed: z.int(),
})
export type CreditBalance = z.infer<typeof CreditBalance>

/**
 * - `purchase`: bought
 * - `free`: given to a new account
 * - `allowance`: a plan's, set for its period
 * - `grant`, `correction`: by the shop
 * - `spend`: used
 * - `refund`: taken back with the money
 * - `expiry`: ended unused
 */
export const CreditEntryKind = z.enum([
  'purchase',
  'free',
  'allowance',
  'grant',
  'spend',
  'refund',
  'correction',
  'expiry',
])
export type CreditEntryKind = z.infer<typeof CreditEntryKind>

export const ListCreditEntriesInput = z.strictObject({
  creditType: CreditType.optional(),
  kind: CreditEntryKind.optional(),
  cursor: Cursor.optional(),
  limit: PageSize.default(20),
})
export type ListCreditEntriesInput = z.infer<typeof ListCreditEntriesInput>

/** One change of a balance, by bucket and in sum, and what could be spent after it. */
export const CreditEntry = z.object({
  id: id<'credit-entry'>(),
  at: Instant,
  creditType: z.string(),
  kind: CreditEntryKind,
  change: z.int(),
  promotion: z.int(),
  plan: z.int(),
  bought: z.int(),
  owed: z.int(),
  balance: z.int(),
  orderId: id<'order'>().nullable(),
  orderNumber: z.int().nullable(),
  note: z.string().nullable(),
})
export type CreditEntry = z.infer<typeof CreditEntry>

export const CreditEntryPage = z.object({ items: z.array(CreditEntry), nextCursor: z.string().nullable() })
export type CreditEntryPage = z.infer<typeof CreditEntryPage>

/** What is sold. `price` is for all of its credits. */
export const CreditPackage = z.object({
  productId: id<'product'>(),
  slug: z.string(),
  externalId: z.string(),
  title: z.string(),
  summary: z.string(),
  pictureSeed: z.string(),
  creditType: z.string(),
  credits: z.int(),
  price: Money,
  isPopular: z.boolean(),
  discount: z.string().nullable(),
})
export type CreditPackage = z.infer<typeof CreditPackage>

/** No purchase and no piece of work needs more at once. */
export const CreditAmount = z.int().min(1).max(1_000_000)

/** `key` names the use: asked again with the same one, nothing more is taken. */
export const SpendCreditsInput = z.strictObject({
  creditType: CreditType,
  amount: CreditAmount,
  key: Text.min(1).max(255),
  note: Text.trim().max(200).optional(),
})
export type SpendCreditsInput = z.infer<typeof SpendCreditsInput>

export const SpentCredits = z.object({ entryId: id<'credit-entry'>(), balances: z.array(CreditBalance) })
export type SpentCredits = z.infer<typeof SpentCredits>

/** An account as the desk looks it up: by its owner's address, or by a site (either of its ids) and a user's number there. */
export const ShowCreditAccountInput = z.strictObject({
  whose: z.union([
    z.strictObject({ email: EmailAddress }),
    z.strictObject({ site: z.string().min(1).max(64), siteUserId: z.int().positive() }),
  ]),
})
export type ShowCreditAccountInput = z.infer<typeof ShowCreditAccountInput>

/** What an account has, and the newest of what happened to it. */
export const CreditAccountView = z.object({ balances: z.array(CreditBalance), latest: z.array(CreditEntry) })
export type CreditAccountView = z.infer<typeof CreditAccountView>
