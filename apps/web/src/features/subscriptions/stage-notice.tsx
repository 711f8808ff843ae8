import type { Subscription } from '@cashwrap/shared/contracts/subscriptions'
import { Link } from '@tanstack/react-router'
import { Button, type ButtonVariant, buttonClass } from '../../components/button.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { Icon } from '../../components/icon.tsx'
import { type StageAction, stageBanner } from './stage-words.ts'
import { useOpenInvoice } from './use-open-invoice.ts'
import type { Portal } from './use-portal.ts'
import type { SubscriptionChanges } from './use-subscription-changes.ts'

const TONE = {
  neutral: { frame: 'border-green bg-green-wash', mark: 'text-green', icon: 'clock' },
  waiting: { frame: 'border-amber bg-amber-wash', mark: 'text-amber', icon: 'clock' },
  bad: { frame: 'border-vermilion bg-vermilion-wash', mark: 'text-vermilion', icon: 'alert' },
} as const

interface StageNoticeProps {
  subscription: Subscription
  changes: SubscriptionChanges
  portal: Portal
}

/** What is to be said of a subscription before anything else, with what can be done about it. */
export function StageNotice({ subscription, changes, portal }: StageNoticeProps) {
  const banner = stageBanner(subscription)
  const invoice = useOpenInvoice()
  if (!banner) return null
  const { openInvoiceId } = subscription
  const look = TONE[banner.tone]
  const button = (action: StageAction, variant: ButtonVariant) => {
    switch (action) {
      case 'fix-card':
        return (
          <Button key={action} variant={variant} isBusy={portal.isOpeningCard} onClick={portal.openCard}>
            Fix the card
          </Button>
        )
      case 'pay-invoice':
        return (
          <Button
            key={action}
            variant={variant}
            isBusy={invoice.openingId !== null}
            onClick={() => openInvoiceId !== null && invoice.open(openInvoiceId, 'page')}
          >
            {subscription.stage === 'incomplete' ? 'Confirm the payment' : 'Pay what is open'}
            <span className="sr-only"> (in a new tab)</span>
          </Button>
        )
      case 'keep':
        return (
          <Button key={action} variant={variant} isBusy={changes.keep.isBusy} onClick={changes.keep.run}>
            Keep it
          </Button>
        )
      case 'resume':
        return (
          <Button key={action} variant={variant} isBusy={changes.resume.isBusy} onClick={changes.resume.run}>
            Go on now
          </Button>
        )
      case 'see-plans':
        return (
          <Link key={action} to="/prices" className={buttonClass('quiet')}>
            See the plans
          </Link>
        )
      default:
        return action satisfies never
    }
  }
  const failure = changes.keep.failure ?? changes.resume.failure ?? invoice.failure
  return (
    <section aria-label="How it stands" className={`mt-6 border-l-4 px-4 py-4 ${look.frame}`}>
      <p className="flex items-start gap-2 font-semibold">
        <Icon name={look.icon} className={`mt-0.5 ${look.mark}`} />
        {banner.title}
      </p>
      <p className="mt-0.5 text-2">{banner.detail}</p>
      {banner.actions.length > 0 && (
        <div className="mt-3 flex flex-wrap gap-3">
          {banner.actions.map((action, index) => button(action, index === 0 ? 'primary' : 'quiet'))}
        </div>
      )}
      {failure && <FailureMessage failure={failure} className="mt-4" />}
    </section>
  )
}
