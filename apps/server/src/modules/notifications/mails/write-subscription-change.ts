import type { PayloadOf, SubscriptionMessage } from '../subscription-messages.ts'
import type { MailContext } from './mail-content.ts'
import { facts, STAYS_OPEN, type SubscriptionNote, text } from './subscription-note.ts'
import { chargeOf, creditsOf, day, moment, oneLine, priceOf, rhythm, shortTitle } from './subscription-words.ts'

export type ChangeMessage = Extract<
  SubscriptionMessage,
  {
    kind:
      | 'subscription-canceled'
      | 'subscription-kept'
      | 'subscription-ended'
      | 'subscription-paused'
      | 'subscription-resumed'
      | 'subscription-doubled'
      | 'plan-changed'
  }
>

const PAGE = 'See your subscription'

/** What was decided about a subscription, by its buyer or the shop. */
export function writeChange(message: ChangeMessage, { shopName, at }: MailContext): SubscriptionNote {
  switch (message.kind) {
    case 'subscription-canceled':
      return message.payload.when === 'now'
        ? writeEndedAtOnce(message.payload, shopName)
        : writeCanceled(message.payload, shopName)
    case 'subscription-kept':
      return writeGoesOn(message.payload, 'Your cancellation was taken back', 'nothing changes for your access')
    case 'subscription-resumed':
      return writeGoesOn(message.payload, 'Your subscription goes on', 'your access is open')
    case 'subscription-ended':
      return writeEnded(message.payload)
    case 'subscription-paused':
      return writePaused(message.payload, at)
    case 'subscription-doubled':
      return writeDoubled(message.payload)
    case 'plan-changed':
      return writePlanChanged(message.payload)
  }
}

type Canceled = PayloadOf<'subscription-canceled'>

function writeCanceled({ plan, endsAt, byBuyer }: Canceled, shopName: string): SubscriptionNote {
  const title = oneLine(plan.planTitle)
  return {
    subject: `Cancelled, open until ${day(endsAt)}: ${shortTitle(plan.planTitle)}`,
    preview: 'Nothing more will be charged.',
    title: 'Your subscription is cancelled',
    blocks: [
      text(
        `${didBy(byBuyer, 'cancelled', shopName, title)}. You keep your access until ${moment(endsAt)}, and nothing is charged for another period.`,
      ),
      ...(byBuyer === false ? [] : [text('If you change your mind, you can take it back on its page until then.')]),
    ],
    label: PAGE,
  }
}

function writeEndedAtOnce({ plan, endsAt, byBuyer }: Canceled, shopName: string): SubscriptionNote {
  const title = oneLine(plan.planTitle)
  return {
    subject: `Cancelled and ended: ${shortTitle(plan.planTitle)}`,
    preview: 'Nothing more will be charged.',
    title: 'Your subscription has ended',
    blocks: [
      text(
        `${didBy(byBuyer, 'ended', shopName, title)} at once, as of ${moment(endsAt)}, and with it the access it gave. ${STAYS_OPEN}`,
      ),
      text('Nothing more will be charged for it.'),
    ],
    label: PAGE,
  }
}

/** `You cancelled your subscription to Practice Room`; says nobody's name where it is not known who did it. */
function didBy(byBuyer: boolean | undefined, did: 'cancelled' | 'ended', shopName: string, title: string): string {
  if (byBuyer === undefined) return `Your subscription to ${title} was ${did}`
  return `${byBuyer ? 'You' : shopName} ${did} your subscription to ${title}`
}

function writeGoesOn(
  payload: PayloadOf<'subscription-kept' | 'subscription-resumed'>,
  happened: string,
  access: string,
): SubscriptionNote {
  const { plan } = payload
  const charge = chargeOf(plan, payload)
  return {
    subject: `${happened}: ${shortTitle(plan.planTitle)}`,
    preview: `The next charge is ${charge}.`,
    title: happened,
    blocks: [
      text(`${oneLine(plan.planTitle)} goes on by itself until you cancel it, and ${access}.`),
      facts({ label: 'Price', value: priceOf(plan) }, { label: 'Next charge', value: charge }),
    ],
    label: PAGE,
  }
}

function writeEnded({ plan, reason }: PayloadOf<'subscription-ended'>): SubscriptionNote {
  const title = oneLine(plan.planTitle)
  const why =
    reason === 'unpaid'
      ? `Your subscription to ${title} was ended because its payment did not go through.`
      : `Your subscription to ${title} has ended, as it was cancelled.`
  return {
    subject: `Your subscription has ended: ${shortTitle(plan.planTitle)}`,
    preview: 'Nothing more will be charged.',
    title: 'Your subscription has ended',
    blocks: [
      text(`${why} The access it gave ended with it. ${STAYS_OPEN}`),
      text('Nothing more will be charged for it. If you want it again, you can subscribe again.'),
    ],
    label: PAGE,
  }
}

function writePaused({ plan, accessEndsAt, resumesAt }: PayloadOf<'subscription-paused'>, at: Date): SubscriptionNote {
  const title = oneLine(plan.planTitle)
  const isOpen = new Date(accessEndsAt) > at
  const access = isOpen
    ? `What you paid for stays open until ${moment(accessEndsAt)}.`
    : `What this plan opens is closed until it goes on. ${STAYS_OPEN}`
  return {
    subject: `Paused until ${day(resumesAt)}: ${shortTitle(plan.planTitle)}`,
    preview: `Nothing is charged until then.${isOpen ? ` You have access until ${day(accessEndsAt)}.` : ''}`,
    title: 'Your subscription is paused',
    blocks: [
      text(`Nothing is charged for ${title} while it is paused. ${access}`),
      text(
        `On ${day(resumesAt)} it goes on by itself and is charged again. On its page you can go on sooner, or cancel.`,
      ),
      facts(isOpen ? { label: 'Access until', value: moment(accessEndsAt) } : null, {
        label: 'Goes on',
        value: day(resumesAt),
      }),
    ],
    label: PAGE,
  }
}

function writeDoubled({ planTitle, isSecondTrial }: PayloadOf<'subscription-doubled'>): SubscriptionNote {
  if (isSecondTrial)
    return {
      subject: `You have tried this plan before: ${shortTitle(planTitle)}`,
      preview: 'We ended the second trial. It cost nothing.',
      title: 'You have tried this plan before',
      blocks: [
        text(
          `You began another trial of ${oneLine(planTitle)}. Each subscriber has one, so we ended it. Nothing was charged for it.`,
        ),
        text('You can subscribe again whenever you like; the first period is charged at once then.'),
      ],
      label: 'See your subscriptions',
    }
  return {
    subject: `You have this plan already: ${shortTitle(planTitle)}`,
    preview: 'We ended the second one. It cost nothing.',
    title: 'You have this plan already',
    blocks: [
      text(
        `You began a second subscription to ${oneLine(planTitle)}. One gives you all of it, so we ended the second one. Nothing was charged for it.`,
      ),
      text('The subscription you had goes on as it was, and your access with it. There is nothing you need to do.'),
    ],
    label: 'See your subscriptions',
  }
}

function writePlanChanged(changed: PayloadOf<'plan-changed'>): SubscriptionNote {
  const { plan, fromTitle, fromInterval, takesEffectAt, credits } = changed
  const named = (title: string, interval: typeof fromInterval) => `${oneLine(title)}, ${rhythm(interval)}`
  return {
    subject: `Your new plan from ${day(takesEffectAt)}: ${shortTitle(plan.planTitle)}`,
    preview: `The next charge is ${chargeOf(plan, changed)}.`,
    title: 'Your plan changes',
    blocks: [
      text(
        `From ${moment(takesEffectAt)} on you have ${named(plan.planTitle, plan.interval)}, in place of ${named(fromTitle, fromInterval)}. Your access goes over to it without a gap.`,
      ),
      facts(
        { label: 'Before', value: named(fromTitle, fromInterval) },
        { label: 'After', value: named(plan.planTitle, plan.interval) },
        { label: 'Price', value: priceOf(plan) },
        { label: 'Next charge', value: chargeOf(plan, changed) },
        credits && { label: 'It brings', value: `${creditsOf(credits)} each ${plan.interval}, from the next charge` },
      ),
      text(
        'If the change itself cost something or left you a balance, an invoice on its page says how it was worked out.',
      ),
    ],
    label: PAGE,
  }
}
