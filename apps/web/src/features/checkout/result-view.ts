import type { CheckoutStage, CheckoutStatus } from '@cashwrap/shared/contracts/checkout'

/** Where the ball of the drawing is. */
export type KendamaPose = 'swinging' | 'flying' | 'landed' | 'hanging' | 'resting'
export type ResultTone = 'good' | 'waiting' | 'bad' | 'neutral'

/** One checkout in words for its buyer. Nothing here claims more than the shop's server said. */
export interface ResultView {
  pose: KendamaPose
  tone: ResultTone
  title: string
  paragraphs: string[]
}

/** Nothing changes by itself any more: the page may stop asking. */
const ENDED: ReadonlySet<CheckoutStage> = new Set(['paid', 'failed', 'expired', 'cancelled', 'refunded'])
export const isEnded = (stage: CheckoutStage): boolean => ENDED.has(stage)

/** The shop has heard about money: a stale answer that says otherwise came late. */
const HEARD: ReadonlySet<CheckoutStage> = new Set(['on-its-way', 'paid', 'in-review', 'refunded'])
const UNHEARD: ReadonlySet<CheckoutStage> = new Set(['open', 'confirming'])

/**
 * The later truth of two answers that may have arrived out of order. `confirming` comes from asking the payment service,
 * which did not answer: that our own tables still say `open` is no news then.
 */
export function laterStatus(before: CheckoutStatus | undefined, next: CheckoutStatus): CheckoutStatus {
  if (!before) return next
  if (before.stage === 'confirming' && next.stage === 'open') return before
  if (HEARD.has(before.stage) && UNHEARD.has(next.stage)) return before
  if (before.stage === 'refunded' && next.stage === 'paid') return before
  return next
}

interface Circumstances {
  /** Whether the buyer came from paying or from leaving the payment page. */
  cameFrom: 'success' | 'cancel'
  /** Confirming has taken so long that waiting at the page makes no sense. */
  isSlow: boolean
}

/** A plan is begun, not bought; on a trial nothing was paid for it. */
function paidTitle({ yours }: CheckoutStatus): string {
  if (planOf(yours)) return 'Subscribed'
  return yours?.total.amount === 0 ? 'It is yours' : 'Paid'
}

/** The plan that was subscribed to; undefined for what is bought once. */
export const planOf = (yours: CheckoutStatus['yours']) => yours?.items.find(({ kind }) => kind === 'plan')

export function resultView(status: CheckoutStatus, { cameFrom, isSlow }: Circumstances): ResultView {
  const isYours = status.yours !== null
  const isOfCart = planOf(status.yours) === undefined
  const mailbox = status.yours?.email ?? 'the address given at checkout'
  switch (status.stage) {
    case 'open':
      return {
        pose: 'hanging',
        tone: 'neutral',
        title: cameFrom === 'cancel' ? 'You were not charged' : 'Not paid yet',
        paragraphs: [
          cameFrom === 'cancel'
            ? `You left the payment page before paying.${isOfCart ? ' Your cart is as you left it.' : ''}`
            : 'The payment page is still open, and nothing was charged.',
        ],
      }
    case 'confirming':
      return {
        pose: 'swinging',
        tone: 'waiting',
        title: 'Confirming your payment',
        paragraphs: isSlow
          ? [
              'This takes longer than usual. It is safe to close this page: once the payment is confirmed, the receipt goes to ' +
                `${mailbox}.`,
              'Please do not pay a second time.',
            ]
          : ['We are asking the payment service whether it went through. This page changes by itself.'],
      }
    case 'on-its-way':
      return {
        pose: 'flying',
        tone: 'waiting',
        title: 'Your payment is on its way',
        paragraphs: [
          `The way you chose takes time, often a few days. Access opens by itself when the money has arrived, and a mail to ${mailbox} says so.`,
          'There is nothing more to do, and this page may be closed.',
        ],
      }
    case 'paid':
      return {
        pose: 'landed',
        tone: 'good',
        title: paidTitle(status),
        paragraphs: isYours
          ? [
              planOf(status.yours) && status.yours?.total.amount === 0
                ? `Nothing was charged today. A mail to ${mailbox} says what comes when.`
                : `Your receipt is on its way to ${mailbox}.`,
            ]
          : [
              'This checkout is paid. What was bought is shown to the buyer only: sign in with the address given at checkout.',
            ],
      }
    case 'failed':
      return {
        pose: 'hanging',
        tone: 'bad',
        title: 'The payment did not go through',
        paragraphs: ['Nothing was charged. You can try again, with another card or another way of paying.'],
      }
    case 'expired':
      return {
        pose: 'resting',
        tone: 'neutral',
        title: 'This checkout has expired',
        paragraphs: [
          `Nothing was charged.${isYours && isOfCart ? ' Your cart is kept: begin again when you like.' : ''}`,
        ],
      }
    case 'cancelled':
      return {
        pose: 'resting',
        tone: 'neutral',
        title: 'This checkout was ended',
        paragraphs: [
          `Nothing was charged.${isYours && isOfCart ? ' Your cart is kept: begin again when you like.' : ''}`,
        ],
      }
    case 'in-review':
      return {
        pose: 'flying',
        tone: 'waiting',
        title: 'Your payment is being checked',
        paragraphs: [
          'A payment arrived that does not match the order, so nothing was opened yet. The shop looks at it.',
          'Please do not pay a second time.',
        ],
      }
    case 'refunded':
      return {
        pose: 'hanging',
        tone: 'neutral',
        title: 'Your money was returned',
        paragraphs: [
          'What was paid for could not be delivered, was yours already, or was taken back. Your bank may take some days to show the money.',
        ],
      }
    default:
      return status.stage satisfies never
  }
}
