import type { Subscription } from '@cashwrap/shared/contracts/subscriptions'
import type { StatusTone } from '../../components/status-word.tsx'
import { formatMoney } from '../../lib/format-money.ts'
import { formatTime } from '../../lib/format-time.ts'
import { EACH } from '../../lib/plan-interval.ts'

interface Words {
  word: string
  tone: StatusTone
}

/** How a subscription stands, in a word or two. */
export const STAGES = {
  trial: { word: 'On trial', tone: 'good' },
  active: { word: 'Active', tone: 'good' },
  ending: { word: 'Ends soon', tone: 'waiting' },
  paused: { word: 'Paused', tone: 'waiting' },
  'fix-payment': { word: 'Payment failed', tone: 'bad' },
  'no-access': { word: 'Closed until it is paid', tone: 'bad' },
  incomplete: { word: 'Waits for your bank', tone: 'waiting' },
  ended: { word: 'Ended', tone: 'neutral' },
} as const satisfies Record<Subscription['stage'], Words>

/** What can be done first about a stage. */
export type StageAction = 'fix-card' | 'pay-invoice' | 'keep' | 'resume' | 'see-plans'

export interface StageBanner {
  tone: 'neutral' | 'waiting' | 'bad'
  title: string
  detail: string
  /** The first is the one to press. */
  actions: StageAction[]
}

const onDay = (instant: string | null, otherwise: string): string =>
  instant === null ? otherwise : `on ${formatTime(instant)}`
const untilDay = (instant: string | null): string => (instant === null ? 'now' : `until ${formatTime(instant)}`)

/** What is paid for stays open through a pause, to its last day. */
const pausedAccess = ({ hasAccess, accessEndsAt, plan }: Subscription): string =>
  !hasAccess
    ? `, and what ${plan.title} opens is closed`
    : accessEndsAt === null
      ? ''
      : `, and what ${plan.title} opens closes on ${formatTime(accessEndsAt)}, when what is paid for ends`

/** What is to be said of it before anything else; null while it simply goes on. */
export function stageBanner(subscription: Subscription): StageBanner | null {
  const { stage, nextCharge, accessEndsAt, cancelAt, resumesAt, openInvoiceId, can, plan } = subscription
  switch (stage) {
    case 'active':
      return null
    case 'trial':
      return {
        tone: 'neutral',
        title: `Free ${untilDay(nextCharge?.at ?? subscription.paidUntil)}`,
        detail: nextCharge
          ? `The first ${formatMoney(nextCharge.amount)} is charged ${onDay(nextCharge.at, 'then')}. Cancel before that and nothing is.`
          : 'Nothing was charged yet.',
        actions: [],
      }
    case 'ending':
      return {
        tone: 'waiting',
        title: `It ends ${onDay(cancelAt, 'soon')}`,
        detail: `${plan.title} stays open until then, and nothing more is charged.`,
        actions: can.keep ? ['keep'] : [],
      }
    case 'paused':
      return {
        tone: 'waiting',
        title: resumesAt === null ? 'Paused' : `Paused ${untilDay(resumesAt)}`,
        detail: `Nothing is charged meanwhile${pausedAccess(subscription)}.${resumesAt === null ? '' : ' After that it goes on by itself.'}`,
        actions: can.resume ? ['resume'] : [],
      }
    case 'fix-payment':
      return {
        tone: 'bad',
        title: 'The last payment did not go through',
        detail:
          accessEndsAt === null
            ? 'Everything stays open for now. Fix the card and it goes on as before.'
            : `Everything stays open until ${formatTime(accessEndsAt)}. Fix the card before that and it goes on as before.`,
        actions: openInvoiceId === null ? ['fix-card'] : ['fix-card', 'pay-invoice'],
      }
    case 'no-access':
      return {
        tone: 'bad',
        title: `${plan.title} is closed`,
        detail: 'The payment failed too long ago. It opens again as soon as it is paid.',
        actions: openInvoiceId === null ? ['fix-card'] : ['fix-card', 'pay-invoice'],
      }
    case 'incomplete':
      return {
        tone: 'waiting',
        title: 'The first payment waits for you',
        detail: 'Your bank wants you to confirm it. Nothing is open and nothing was charged before that.',
        actions: openInvoiceId === null ? ['fix-card'] : ['pay-invoice'],
      }
    case 'ended':
      return {
        tone: 'neutral',
        title: `It ended ${onDay(subscription.endedAt, '')}`.trimEnd(),
        detail: 'Nothing is charged any more. What you bought apart from it stays yours.',
        actions: ['see-plans'],
      }
    default:
      return stage satisfies never
  }
}

/** `$9.00 a month` */
export const priceEach = ({ price, interval }: Pick<Subscription, 'price' | 'interval'>, locale?: string): string =>
  `${formatMoney(price, locale)} ${EACH[interval]}`

/** What comes next, in a line: `$9.00 on 5 December 2026`, `Ends on …`, `Nothing`. */
export function nextWords({ nextCharge, cancelAt, stage }: Subscription): string {
  if (nextCharge) return `${formatMoney(nextCharge.amount)} on ${formatTime(nextCharge.at)}`
  if (stage === 'ending' && cancelAt !== null) return `Nothing: it ends on ${formatTime(cancelAt)}`
  return 'Nothing'
}
