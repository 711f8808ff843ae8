import type { PayloadOf, SubscriptionMessage } from '../subscription-messages.ts'
import type { Fact, MailContext } from './mail-content.ts'
import { facts, STAYS_OPEN, type SubscriptionNote, text } from './subscription-note.ts'
import {
  cardOf,
  chargeOf,
  creditsOf,
  day,
  dueFor,
  moment,
  oneLine,
  priceOf,
  shortTitle,
  sum,
} from './subscription-words.ts'

export type ChargeMessage = Extract<
  SubscriptionMessage,
  {
    kind:
      | 'subscription-started'
      | 'trial-ending'
      | 'subscription-payment-failed'
      | 'subscription-recovered'
      | 'subscription-access-ended'
  }
>

/** What becomes of the money for a plan: what will be charged, was refused, or was paid at last. */
export function writeCharge(message: ChargeMessage, { at }: MailContext): SubscriptionNote {
  switch (message.kind) {
    case 'subscription-started':
      return writeStarted(message.payload)
    case 'trial-ending':
      return writeTrialEnding(message.payload)
    case 'subscription-payment-failed':
      return writeFailed(message.payload, at)
    case 'subscription-recovered':
      return writeRecovered(message.payload)
    case 'subscription-access-ended':
      return writeAccessEnded(message.payload)
  }
}

function writeStarted(started: PayloadOf<'subscription-started'>): SubscriptionNote {
  const { plan, trialEndsAt, credits } = started
  const charge = chargeOf(plan, started)
  const isTrial = trialEndsAt !== null
  return {
    subject: `Your ${isTrial ? 'free trial' : 'subscription'} began: ${shortTitle(plan.planTitle)}`,
    preview: isTrial ? `Nothing was charged. The first charge is ${charge}.` : `The next charge is ${charge}.`,
    title: isTrial ? 'Your free trial began' : 'Your subscription began',
    blocks: [
      text(
        isTrial
          ? `${oneLine(plan.planTitle)} is open to you. Nothing was charged, and nothing will be if you cancel before ${moment(trialEndsAt)}.`
          : `${oneLine(plan.planTitle)} is open to you. It goes on by itself until you cancel it, which takes two clicks on its page.`,
      ),
      facts(
        { label: 'Price', value: priceOf(plan) },
        isTrial ? { label: 'Free until', value: moment(trialEndsAt) } : null,
        { label: isTrial ? 'First charge' : 'Next charge', value: charge },
        credits && { label: 'It brings', value: `${creditsOf(credits)} each ${plan.interval}` },
      ),
    ],
    label: 'See your subscription',
  }
}

function writeTrialEnding({ plan, endsAt, amount, currency, card }: PayloadOf<'trial-ending'>): SubscriptionNote {
  const title = oneLine(plan.planTitle)
  const charge = dueFor(plan, amount, currency)
  const goesOn =
    card === null
      ? `To go on, ${title} needs a way to pay, and none is saved: add one before then. ${charge} is charged when the trial ends.`
      : `${charge} is charged to your ${cardOf(card)} then, and ${title} goes on.`
  return {
    subject: `Your free trial ends on ${day(endsAt)}: ${shortTitle(plan.planTitle)}`,
    preview:
      card === null ? 'There is no way to pay saved yet.' : `${charge} is charged then, unless you cancel before.`,
    title: `Your free trial ends on ${day(endsAt)}`,
    blocks: [
      text(goesOn),
      text(
        'If you do not want it, cancel before the trial ends and nothing is charged. Until then all of it stays open.',
      ),
      facts(
        { label: 'Free until', value: moment(endsAt) },
        { label: 'Then charged', value: charge },
        { label: 'Price', value: priceOf(plan) },
      ),
    ],
    label: card === null ? 'Add a card' : 'See your subscription',
  }
}

function writeFailed(failed: PayloadOf<'subscription-payment-failed'>, at: Date): SubscriptionNote {
  const { plan, attempt, nextAttemptAt, needsAction } = failed
  const title = oneLine(plan.planTitle)
  const owed = sum(failed.amount, failed.currency)
  const happened = needsAction
    ? `Your bank asks you to confirm the payment of ${owed} for ${title}. Until you do, nothing is charged.`
    : `The payment of ${owed} for ${title} was declined${attempt > 1 ? ' again' : ''}, so nothing was charged.`
  const access = accessUnder(failed, at)
  return {
    subject: `${needsAction ? 'Confirm your payment' : 'Your card was declined'}: ${shortTitle(plan.planTitle)}`,
    preview: `${owed} is still to be paid. ${access.brief}`,
    title: needsAction ? 'Please confirm your payment' : 'Your card was declined',
    blocks: [
      text(happened),
      text(access.words),
      facts(
        { label: 'To be paid', value: owed },
        { label: 'Next try', value: nextAttemptAt === null ? 'none by itself' : moment(nextAttemptAt) },
        access.fact,
      ),
    ],
    label: needsAction ? 'Confirm the payment' : 'Fix your card',
  }
}

/** What an unpaid period means for access, as it is when the mail is written. */
function accessUnder(
  { accessEndsAt }: PayloadOf<'subscription-payment-failed'>,
  at: Date,
): { brief: string; words: string; fact: Fact | null } {
  if (accessEndsAt === null)
    return {
      brief: 'Once it is paid, all is in order again.',
      words: 'Once it is paid, all is in order again.',
      fact: null,
    }
  if (new Date(accessEndsAt) <= at)
    return {
      brief: 'Then your access comes back.',
      words: `The access that this plan gives ended on ${day(accessEndsAt)}. Once it is paid, your access comes back.`,
      fact: null,
    }
  return {
    brief: `You have access until ${day(accessEndsAt)}.`,
    words: `You still have your access, until ${moment(accessEndsAt)}. Once it is paid, all goes on as before.`,
    fact: { label: 'Access until', value: moment(accessEndsAt) },
  }
}

function writeRecovered({ plan, amount, currency, coversTo }: PayloadOf<'subscription-recovered'>): SubscriptionNote {
  return {
    subject: `Paid, all is well again: ${shortTitle(plan.planTitle)}`,
    preview: `Nothing is owed any more. It is paid for until ${day(coversTo)}.`,
    title: 'Paid, and all is well again',
    blocks: [
      text(
        `Nothing is owed for ${oneLine(plan.planTitle)} any more. Your access is open, and there is nothing you need to do.`,
      ),
      facts(
        amount > 0 ? { label: 'Paid', value: sum(amount, currency) } : null,
        { label: 'Paid for until', value: day(coversTo) },
        { label: 'Price', value: priceOf(plan) },
      ),
    ],
    label: 'See your subscription',
  }
}

function writeAccessEnded({ plan, reason }: PayloadOf<'subscription-access-ended'>): SubscriptionNote {
  const title = oneLine(plan.planTitle)
  const subject = `${reason === 'paused' ? 'Closed while it is paused' : 'Your access has ended'}: ${shortTitle(plan.planTitle)}`
  switch (reason) {
    case 'unpaid':
      return {
        subject,
        preview: 'The last payment is still open. Pay it, and access comes back.',
        title: 'Your access has ended',
        blocks: [
          text(
            `The last payment for ${title} did not go through and was not mended in time, so what this plan opens is closed for now. ${STAYS_OPEN}`,
          ),
          text('The subscription itself is still there: once what is owed is paid, your access comes back.'),
        ],
        label: 'Fix your card',
      }
    case 'paused':
      return {
        subject,
        preview: 'Your subscription is paused. Nothing is charged.',
        title: 'Closed while it is paused',
        blocks: [
          text(
            `Your subscription to ${title} is paused, and the time that was paid for is over, so what this plan opens is closed. ${STAYS_OPEN}`,
          ),
          text('Nothing is charged while it is paused. When it goes on, your access comes back.'),
        ],
        label: 'See your subscription',
      }
    case 'ended':
      return {
        subject,
        preview: 'Nothing more will be charged.',
        title: 'Your access has ended',
        blocks: [
          text(`Your subscription to ${title} is over, and with it the access it gave. ${STAYS_OPEN}`),
          text('Nothing more will be charged for it.'),
        ],
        label: 'See your subscription',
      }
  }
}
