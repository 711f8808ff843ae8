import './checkout-result.css'
import type { CheckoutStatus } from '@cashwrap/shared/contracts/checkout'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { buttonClass } from '../../components/button.tsx'
import { Countdown } from '../../components/countdown.tsx'
import { BoughtItems } from './bought-items.tsx'
import { KendamaState } from './kendama-state.tsx'
import { planOf, resultView } from './result-view.ts'

interface CheckoutResultProps {
  status: CheckoutStatus
  cameFrom: 'success' | 'cancel'
  isSlow: boolean
  isSignedIn: boolean
  offsetSeconds: number
  /** A way to sign in right here, for a guest who paid. */
  signIn: ReactNode
  /** What comes next of a plan that was begun. */
  begun: ReactNode
  onExpire: () => void
}

/** One checkout as it stands, in its own picture, words and next steps. */
export function CheckoutResult({
  status,
  cameFrom,
  isSlow,
  isSignedIn,
  offsetSeconds,
  signIn,
  begun,
  onExpire,
}: CheckoutResultProps) {
  const view = resultView(status, { cameFrom, isSlow })
  const { stage, yours } = status
  const isPaid = stage === 'paid'
  return (
    <div className="mx-auto flex max-w-[40rem] flex-col items-center pt-8 pb-10 text-center sm:pt-14">
      <KendamaState pose={view.pose} tone={view.tone} />
      <div role="status" className="flex flex-col items-center">
        <h1 key={view.title} tabIndex={-1} className={`rise mt-5 text-6 ${view.tone === 'good' ? 'text-green' : ''}`}>
          {view.title}
        </h1>
        <div className="mt-3 max-w-[46ch] space-y-2 text-soft">
          {view.paragraphs.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
          {stage === 'open' && yours?.lastDecline && (
            <p className="text-ink">The last try was declined: {yours.lastDecline.message}</p>
          )}
        </div>
      </div>
      {stage === 'open' && status.expiresAt && (
        <p className="mt-3 text-2 text-soft">
          The payment page stays open for{' '}
          <strong className="font-semibold text-ink">
            <Countdown until={status.expiresAt} offsetSeconds={offsetSeconds} onEnd={onExpire} />
          </strong>
        </p>
      )}
      <NextSteps status={status} isSignedIn={isSignedIn} />
      {yours && (
        <div className="mt-9 w-full space-y-7">
          {isPaid && !isSignedIn && signIn}
          {isPaid && isSignedIn && begun}
          <BoughtItems yours={yours} isOpen={isPaid && isSignedIn} />
        </div>
      )}
    </div>
  )
}

function NextSteps({ status, isSignedIn }: { status: CheckoutStatus; isSignedIn: boolean }) {
  const { stage, url, yours } = status
  const plan = planOf(yours)
  const toShop = (
    <Link to="/" className={buttonClass('quiet')}>
      To the shop
    </Link>
  )
  switch (stage) {
    case 'open':
      return (
        <Steps>
          {url ? (
            <a href={url} className={buttonClass('primary')}>
              Go on paying
            </a>
          ) : (
            toShop
          )}
          {yours &&
            (plan ? (
              <Link to="/prices" className={buttonClass('quiet')}>
                Back to the plans
              </Link>
            ) : (
              <Link to="/cart" className={buttonClass('quiet')}>
                Back to the cart
              </Link>
            ))}
        </Steps>
      )
    case 'failed':
    case 'expired':
    case 'cancelled':
      return (
        <Steps>
          {yours &&
            (plan ? (
              <Link to="/products/$slug" params={{ slug: plan.slug }} className={buttonClass('primary')}>
                Back to {plan.title}
              </Link>
            ) : (
              <Link to="/checkout" className={buttonClass('primary')}>
                {stage === 'failed' ? 'Try again' : 'Begin again'}
              </Link>
            ))}
          {toShop}
        </Steps>
      )
    case 'paid':
      if (yours === null) {
        return (
          <Steps>
            <Link to="/sign-in" search={{ next: '/library' }} className={buttonClass('primary')}>
              Sign in
            </Link>
            {toShop}
          </Steps>
        )
      }
      return isSignedIn ? (
        <Steps>
          <Link to="/library" className={buttonClass('primary')}>
            To your library
          </Link>
          <Link to="/orders/$orderId" params={{ orderId: yours.orderId }} className={buttonClass('quiet')}>
            Receipt
          </Link>
        </Steps>
      ) : null
    case 'refunded':
    case 'on-its-way':
    case 'in-review':
      return <Steps>{toShop}</Steps>
    case 'confirming':
      return null
    default:
      return stage satisfies never
  }
}

const Steps = ({ children }: { children: ReactNode }) => (
  <div className="mt-6 flex flex-wrap justify-center gap-3">{children}</div>
)
