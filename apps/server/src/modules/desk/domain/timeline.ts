import type { TimelineEntry } from '@cashwrap/shared/contracts/staff'
import { formatMoney } from '@cashwrap/shared/money'

/** A row of the report, whatever table it comes from. */
export interface Happened {
  at: Date
  source:
    | 'audit'
    | 'session-created'
    | 'session-opened'
    | 'session-closed'
    | 'event'
    | 'payment'
    | 'attempt'
    | 'refund'
    | 'grant'
    | 'message'
    | 'message-sent'
    | 'webhook'
  what: string
  detail: string | null
  reference: string | null
}

type Told = Pick<TimelineEntry, 'source' | 'title' | 'tone'>

const ACTIONS: Readonly<Record<string, Told>> = {
  'order.placed': { source: 'request', title: 'Order placed', tone: 'neutral' },
  'order.completed': { source: 'order', title: 'Order completed', tone: 'good' },
  'order.expired': { source: 'order', title: 'Order expired unpaid', tone: 'neutral' },
  'order.quarantined': { source: 'order', title: 'Set aside: the payment does not match the order', tone: 'bad' },
  'order.refused-by-provider': { source: 'order', title: 'The payment provider refused the request', tone: 'bad' },
  'refund.promised': {
    source: 'payment',
    title: 'Refund promised: it could not be delivered any more',
    tone: 'waiting',
  },
  'refund.succeeded': { source: 'payment', title: 'Refund made', tone: 'good' },
  'refund.pending': { source: 'payment', title: 'Refund on its way', tone: 'waiting' },
  'refund.failed': { source: 'payment', title: 'The refund failed: look at it', tone: 'bad' },
  'order.refunded': { source: 'order', title: 'Order refunded', tone: 'neutral' },
  'order.partially-refunded': { source: 'order', title: 'Order refunded in part', tone: 'neutral' },
  'transfer.promised': { source: 'payment', title: 'Transfer to a seller promised', tone: 'waiting' },
  'transfer.promised-again': { source: 'payment', title: 'Transfer to a seller promised again', tone: 'waiting' },
  'transfer.succeeded': { source: 'payment', title: 'Transfer to a seller made', tone: 'good' },
  'transfer.failed': { source: 'payment', title: 'The transfer to a seller failed: look at it', tone: 'bad' },
  'payment.on-its-way': { source: 'payment', title: 'A delayed payment is on its way', tone: 'waiting' },
  'payment.failed': { source: 'payment', title: 'The delayed payment failed', tone: 'bad' },
  'subscription.started': { source: 'subscription', title: 'Subscription began', tone: 'good' },
  'subscription.doubled': {
    source: 'subscription',
    title: 'A second subscription to the same plan: it is ended, its money goes back',
    tone: 'bad',
  },
  'subscription.plan-changed': { source: 'subscription', title: 'Plan changed', tone: 'neutral' },
  'subscription.payment-failed': { source: 'subscription', title: 'A payment of the plan failed', tone: 'bad' },
  'subscription.recovered': { source: 'subscription', title: 'What was owed is paid', tone: 'good' },
  'subscription.cancel-planned': { source: 'subscription', title: 'It is to end', tone: 'waiting' },
  'subscription.cancel-undone': { source: 'subscription', title: 'It goes on after all', tone: 'good' },
  'subscription.paused': { source: 'subscription', title: 'Subscription paused', tone: 'waiting' },
  'subscription.resumed': { source: 'subscription', title: 'Subscription goes on', tone: 'good' },
  'subscription.access-ended': { source: 'subscription', title: 'It opens nothing any more', tone: 'bad' },
  'subscription.ended': { source: 'subscription', title: 'Subscription ended', tone: 'neutral' },
}

const MESSAGES: Readonly<Record<string, string>> = {
  receipt: 'Receipt',
  'payment-on-its-way': 'Mail about a payment on its way',
  'payment-failed': 'Mail about a failed payment',
  'payment-refunded': 'Mail about a refund',
  'booking-confirmed': 'WhatsApp message about the booking',
  'renewal-receipt': 'Receipt of a renewal',
  'subscription-started': 'Mail about the subscription that began',
  'trial-ending': 'Mail about the end of the trial',
  'plan-changed': 'Mail about the change of plan',
  'subscription-payment-failed': 'Mail about a failed payment of the plan',
  'subscription-recovered': 'Mail about what was owed and is paid',
  'subscription-access-ended': 'Mail about the end of access',
  'subscription-canceled': 'Mail about the cancellation',
  'subscription-kept': 'Mail about a cancellation taken back',
  'subscription-paused': 'Mail about the pause',
  'subscription-resumed': 'Mail about the end of the pause',
  'subscription-ended': 'Mail about the end of the subscription',
  'subscription-doubled': 'Mail about a second subscription that was ended',
}

/** A row in words for the desk. */
export function tell(row: Happened): TimelineEntry {
  const told = describe(row)
  const detail = row.source === 'payment' || row.source === 'refund' ? inMoney(row.detail) : row.detail
  return { at: row.at.toISOString(), ...told, detail: detail || null, reference: row.reference }
}

function describe(row: Happened): Told {
  switch (row.source) {
    case 'audit':
      return ACTIONS[row.what] ?? { source: 'audit', title: row.what, tone: 'neutral' }
    case 'session-created':
      return { source: 'session', title: 'Request to the payment provider written down', tone: 'neutral' }
    case 'session-opened':
      return { source: 'session', title: 'Payment page opened', tone: 'neutral' }
    case 'session-closed':
      return {
        source: 'session',
        title: `Payment page ${row.what === 'refused' ? 'refused' : `closed: ${row.what}`}`,
        tone: row.what === 'complete' ? 'good' : 'neutral',
      }
    case 'event':
      return {
        source: 'event',
        title: `Webhook ${row.what}`,
        tone: row.detail?.startsWith('parked') || row.detail?.startsWith('failed') ? 'bad' : 'neutral',
      }
    case 'payment':
      return { source: 'payment', title: 'Payment recorded', tone: 'good' }
    case 'attempt':
      return { source: 'payment', title: `Payment attempt declined: ${row.what}`, tone: 'bad' }
    case 'refund':
      return {
        source: 'payment',
        title: `Refund recorded: ${row.what}`,
        tone: row.what === 'failed' ? 'bad' : 'neutral',
      }
    case 'grant':
      return {
        source: 'access',
        title: row.detail ? `Access taken back: ${row.what}` : `Access opened: ${row.what}`,
        tone: row.detail ? 'bad' : 'good',
      }
    case 'message':
      return {
        source: 'message',
        title: `${MESSAGES[row.what] ?? row.what} queued`,
        tone: row.detail === 'failed' ? 'bad' : 'neutral',
      }
    case 'message-sent':
      return { source: 'message', title: `${MESSAGES[row.what] ?? row.what} sent`, tone: 'good' }
    case 'webhook':
      return toldByWebhook(row)
  }
}

const WEBHOOKS: Readonly<Record<string, { words: string; tone: Told['tone'] }>> = {
  delivered: { words: 'told', tone: 'good' },
  pending: { words: 'on its way', tone: 'waiting' },
  failed: { words: 'not taken', tone: 'bad' },
  cancelled: { words: 'not sent', tone: 'neutral' },
}

/** The detail begins with the delivery's state. */
function toldByWebhook({ what, detail }: Happened): Told {
  const told = WEBHOOKS[detail?.split(':')[0] ?? '']
  return { source: 'webhook', title: `Outgoing webhook ${what} ${told?.words ?? ''}`, tone: told?.tone ?? 'neutral' }
}

/** `4999 USD`, as the report says it, in words people read. */
function inMoney(detail: string | null): string | null {
  const [amount = '', currency = ''] = detail?.split(' ') ?? []
  return currency === '' ? detail : formatMoney({ amount: Number(amount), currency })
}
