import type { ChangeOption, ChangePreview, Subscription } from '@cashwrap/shared/contracts/subscriptions'
import { creditAmount } from '../../lib/credit-words.ts'
import { formatMoney } from '../../lib/format-money.ts'
import { formatTime } from '../../lib/format-time.ts'
import { EACH } from '../../lib/plan-interval.ts'

/** What a change is called: by the other plan, or by how the same one would be paid. */
export function optionTitle({ plan, interval }: ChangeOption, current: Pick<Subscription, 'plan'>): string {
  if (plan.productId !== current.plan.productId) return plan.title
  return interval === 'year' ? `${plan.title}, paid by the year` : `${plan.title}, paid by the month`
}

/** `$19.00 a month, at once` */
export const optionDetail = ({ price, interval, takesEffect }: ChangeOption, locale?: string): string =>
  `${formatMoney(price, locale)} ${EACH[interval]}, ${takesEffect === 'now' ? 'at once' : 'from the next period on'}`

/** The button that does it: what it costs now is on it. */
export const confirmWords = ({ dueNow }: ChangePreview, locale?: string): string =>
  dueNow.amount > 0 ? `Pay ${formatMoney(dueNow, locale)} and change` : 'Change it, nothing to pay now'

/** The lines behind the sum, each with a key: two may say the same. */
export const keyedLines = ({ lines }: ChangePreview) =>
  lines.map((line, index) => ({ ...line, key: `${index} ${line.text}` }))

/** What follows from the change, a sentence each. */
export function previewNotes({
  option,
  takesEffectAt,
  credit,
  nextCharge,
  credits,
  creditsReturned,
}: ChangePreview): string[] {
  return [
    option.takesEffect === 'now'
      ? 'It takes effect at once.'
      : `It takes effect on ${formatTime(takesEffectAt)}; until then nothing changes.`,
    ...(credit.amount > 0 ? [`${formatMoney(credit)} is taken off the charges that follow.`] : []),
    ...(creditsReturned
      ? [`${creditAmount(creditsReturned.credits, creditsReturned.creditType)} of this period go back with it.`]
      : []),
    ...(nextCharge ? [`The next charge is ${formatMoney(nextCharge.amount)} on ${formatTime(nextCharge.at)}.`] : []),
    ...(credits
      ? [
          `From ${formatTime(credits.from)} each period gives ${creditAmount(credits.perPeriod, credits.creditType)}. What is left of this one stays until then.`,
        ]
      : []),
  ]
}
