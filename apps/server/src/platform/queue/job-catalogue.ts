import { z } from 'zod'

/** Every job there is, with its payload: the only list. A job carries ids, never facts; its work re-reads what is true. */
export const JOBS = {
  'apply-provider-event': z.strictObject({ eventId: z.string() }),
  'observe-refunds': z.strictObject({ orderId: z.uuid() }),
  'send-refund': z.strictObject({ refundId: z.uuid() }),
  'settle-subscription': z.strictObject({ subscriptionId: z.uuid() }),
  'send-transfer': z.strictObject({ transferId: z.uuid() }),
  'change-cart': z.strictObject({ orderId: z.uuid() }),
  'deliver-webhook': z.strictObject({ deliveryId: z.uuid() }),
  'send-notification': z.strictObject({ notificationId: z.uuid() }),
} as const

/** Jobs that spend their time waiting for machines of others: so many more of them run at once, or one that hangs holds up all. */
export const WAITING_JOBS: Partial<Record<keyof typeof JOBS, number>> = { 'deliver-webhook': 4 }

export type JobName = keyof typeof JOBS
export type JobPayload<Name extends JobName> = z.infer<(typeof JOBS)[Name]>
