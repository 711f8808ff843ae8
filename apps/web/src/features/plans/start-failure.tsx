import { Link } from '@tanstack/react-router'
import { buttonClass } from '../../components/button.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import type { ScreenFailure } from '../../lib/failure.ts'

/** Why subscribing did not begin, with the one thing to do about it. */
export function StartFailure({ failure, isGuest }: { failure: ScreenFailure; isGuest: boolean }) {
  if (failure.kind !== 'already-subscribed') return <FailureMessage failure={failure} className="mt-4" />
  return (
    <FailureMessage
      failure={failure}
      className="mt-4"
      actions={
        isGuest ? (
          <Link to="/sign-in" search={{ next: '/account/subscriptions' }} className={buttonClass('quiet')}>
            Sign in to see it
          </Link>
        ) : failure.subscriptionId !== null ? (
          <Link
            to="/account/subscriptions/$subscriptionId"
            params={{ subscriptionId: failure.subscriptionId }}
            className={buttonClass('quiet')}
          >
            To your subscription
          </Link>
        ) : (
          <Link to="/account/subscriptions" className={buttonClass('quiet')}>
            Your subscriptions
          </Link>
        )
      }
    />
  )
}
