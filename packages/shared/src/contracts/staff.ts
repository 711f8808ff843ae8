import { z } from 'zod'
import { Order } from './orders.ts'
import { Cursor, Instant, id, Money, OrderState, PageSize } from './primitives.ts'
import { SubscriptionStatus } from './subscriptions.ts'

export const ListAllOrdersInput = z.strictObject({
  /** Order number, e-mail address, or a Stripe id (`cs_`, `pi_`). */
  search: z.string().trim().max(120).optional(),
  state: OrderState.optional(),
  cursor: Cursor.optional(),
  limit: PageSize.default(50),
})
export type ListAllOrdersInput = z.infer<typeof ListAllOrdersInput>

export const StaffOrderRow = z.object({
  id: id<'order'>(),
  number: z.int(),
  state: OrderState,
  email: z.string().nullable(),
  total: Money,
  itemCount: z.int(),
  source: z.string(),
  createdAt: Instant,
  completedAt: Instant.nullable(),
  isQuarantined: z.boolean(),
})
export type StaffOrderRow = z.infer<typeof StaffOrderRow>
export const StaffOrderPage = z.object({ items: z.array(StaffOrderRow), nextCursor: Cursor.nullable() })
export type StaffOrderPage = z.infer<typeof StaffOrderPage>

export const TimelineEntry = z.object({
  at: Instant,
  /** Where it comes from. */
  source: z.enum([
    'request',
    'order',
    'session',
    'event',
    'payment',
    'subscription',
    'access',
    'message',
    'webhook',
    'audit',
  ]),
  title: z.string(),
  detail: z.string().nullable(),
  tone: z.enum(['neutral', 'good', 'waiting', 'bad']),
  reference: z.string().nullable(),
})
export type TimelineEntry = z.infer<typeof TimelineEntry>

export const StaffOrder = z.object({
  order: Order,
  source: z.string(),
  quarantineReason: z.string().nullable(),
  session: z
    .object({
      id: z.string().nullable(),
      status: z.string(),
      paymentStatus: z.string().nullable(),
      expiresAt: Instant.nullable(),
    })
    .nullable(),
  /** What paying it began, or what it is a later payment of; null for what is bought once. `orderId` is the order that began it. */
  subscription: z
    .object({
      providerId: z.string(),
      status: SubscriptionStatus,
      orderId: id<'order'>(),
      orderNumber: z.int(),
    })
    .nullable(),
  timeline: z.array(TimelineEntry),
})
export type StaffOrder = z.infer<typeof StaffOrder>

export const InboxState = z.enum(['received', 'done', 'ignored', 'later', 'parked', 'failed'])
export type InboxState = z.infer<typeof InboxState>

/**
 * - `ours`: acted on here, or named as ours
 * - `others`: of another instance on the same account
 * - `unclaimed`: one that an instance should act on, and none that is known does
 */
export const InboxWhose = z.enum(['ours', 'others', 'unclaimed'])
export type InboxWhose = z.infer<typeof InboxWhose>

/** How far back the inbox looks for what is not ours. */
export const OTHERS_WINDOW_DAYS = 30

export const ListInboxInput = z.strictObject({
  state: InboxState.optional(),
  /** Of others and of nobody, those of the last thirty days. */
  whose: InboxWhose.optional(),
  /** The instance that the event's object names. */
  instance: z.string().max(255).optional(),
  cursor: Cursor.optional(),
  limit: PageSize.default(50),
})
export type ListInboxInput = z.infer<typeof ListInboxInput>
export const InboxRow = z.object({
  id: z.string(),
  type: z.string(),
  state: InboxState,
  objectId: z.string().nullable(),
  orderId: id<'order'>().nullable(),
  orderNumber: z.int().nullable(),
  attempts: z.int(),
  note: z.string().nullable(),
  /** The instance that its object names. */
  instance: z.string().nullable(),
  /** Null for what no instance acts on. */
  whose: InboxWhose.nullable(),
  receivedAt: Instant,
  processedAt: Instant.nullable(),
})
export type InboxRow = z.infer<typeof InboxRow>
export const InboxPage = z.object({ items: z.array(InboxRow), nextCursor: Cursor.nullable() })
export type InboxPage = z.infer<typeof InboxPage>

/** Events of the last thirty days that are not ours, by the instance that they name. */
export const InboxInstances = z.array(
  z.object({ instance: z.string().nullable(), whose: z.enum(['others', 'unclaimed']), events: z.int() }),
)
export type InboxInstances = z.infer<typeof InboxInstances>
