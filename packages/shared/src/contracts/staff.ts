import { z } from 'zod'
import { Order } from './orders.ts'
import { Cursor, Instant, id, Money, OrderState, PageSize } from './primitives.ts'

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
  source: z.enum(['request', 'order', 'session', 'event', 'payment', 'access', 'message', 'webhook', 'audit']),
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
  timeline: z.array(TimelineEntry),
})
export type StaffOrder = z.infer<typeof StaffOrder>

export const InboxState = z.enum(['received', 'done', 'ignored', 'later', 'parked', 'failed'])
export type InboxState = z.infer<typeof InboxState>

export const ListInboxInput = z.strictObject({
  state: InboxState.optional(),
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
  receivedAt: Instant,
  processedAt: Instant.nullable(),
})
export type InboxRow = z.infer<typeof InboxRow>
export const InboxPage = z.object({ items: z.array(InboxRow), nextCursor: Cursor.nullable() })
export type InboxPage = z.infer<typeof InboxPage>
