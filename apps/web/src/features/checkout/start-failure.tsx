import { Link } from '@tanstack/react-router'
import { Button, buttonClass } from '../../components/button.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { Icon } from '../../components/icon.tsx'
import { MoneyText } from '../../components/money-text.tsx'
import type { ScreenFailure } from '../../lib/failure.ts'

interface StartFailureProps {
  failure: ScreenFailure
  onRemoveCoupon: () => void
}

/** Why paying did not begin, with the one thing to do about it. The button to try again is the pay button below. */
export function StartFailure({ failure, onRemoveCoupon }: StartFailureProps) {
  switch (failure.kind) {
    case 'price-changed':
      return (
        <div role="alert" className="border-amber border-l-4 bg-amber-wash px-4 py-3">
          <p className="flex items-start gap-2 font-semibold">
            <Icon name="alert" className="mt-0.5 text-amber" />
            The total has changed
          </p>
          <p className="mt-0.5 text-2">
            It was <MoneyText value={failure.quoted} className="line-through" />. It is{' '}
            <MoneyText value={failure.now} className="font-semibold" /> now. Nothing was charged: pay the new total if
            it suits you.
          </p>
        </div>
      )
    case 'already-paid':
      return (
        <FailureMessage
          failure={failure}
          actions={
            <Link to="/checkout/success" search={{ session_id: failure.reference }} className={buttonClass('quiet')}>
              See what you bought
            </Link>
          }
        />
      )
    case 'coupon-refused':
      return (
        <FailureMessage
          failure={failure}
          actions={
            <Button variant="quiet" onClick={onRemoveCoupon}>
              Go on without {failure.code}
            </Button>
          }
        />
      )
    case 'amount-too-small':
    case 'cart-empty':
      return (
        <FailureMessage
          failure={failure}
          actions={
            <Link to="/" className={buttonClass('quiet')}>
              To the shop
            </Link>
          }
        />
      )
    case 'idempotency-key-reused':
      return (
        <FailureMessage
          failure={failure}
          actions={
            <Button variant="quiet" onClick={() => window.location.reload()}>
              Reload
            </Button>
          }
        />
      )
    default:
      return <FailureMessage failure={failure} />
  }
}
