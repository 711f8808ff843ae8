import { Link } from '@tanstack/react-router'
import { Button, buttonClass } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { CodeForm } from '../../features/account/code-form.tsx'
import { AskingResult } from '../../features/checkout/asking-result.tsx'
import { CheckoutResult } from '../../features/checkout/checkout-result.tsx'
import { planOf, resultView } from '../../features/checkout/result-view.ts'
import { useAfterPayment } from '../../features/checkout/use-after-payment.ts'
import { useCheckoutStatus } from '../../features/checkout/use-checkout-status.ts'
import { BegunPlan } from '../../features/subscriptions/begun-plan.tsx'
import { failureWords } from '../../lib/failure-words.ts'
import { useAccount } from '../../lib/use-account.ts'
import { useShop } from '../../lib/use-shop.ts'
import { useWaited } from '../../lib/use-waited.ts'

/** After so long at the page the buyer is told that it may be closed. */
const PATIENCE_MS = 15_000

interface CheckoutOutcomeProps {
  reference: string
  cameFrom: 'success' | 'cancel'
}

/** How one checkout ended or stands, the same for who came back from paying and who left. */
export function CheckoutOutcome({ reference, cameFrom }: CheckoutOutcomeProps) {
  const shop = useShop()
  const account = useAccount()
  const { status, failure, askAgain } = useCheckoutStatus(reference)
  const isSlow = useWaited(status === undefined || status.stage === 'confirming', PATIENCE_MS)
  useAfterPayment(status?.stage)

  if (failure) {
    const words = failureWords(failure)
    return failure.kind === 'not-found' ? (
      <>
        <PageTitle shopName={shop?.name}>{words.title}</PageTitle>
        <EmptyState isPageTitle title={words.title}>
          <p>{words.detail}</p>
        </EmptyState>
      </>
    ) : (
      <div className="mx-auto max-w-measure py-14">
        <PageTitle shopName={shop?.name}>Your payment</PageTitle>
        <h1 className="mb-3 text-5">We cannot tell yet</h1>
        <p className="mb-6 text-soft">
          Whether the payment went through is not known here right now. Please do not pay a second time: if it did, your
          receipt comes by mail.
        </p>
        <FailureMessage failure={failure} actions={<Button onClick={() => void askAgain()}>Ask again</Button>} />
      </div>
    )
  }
  if (!status) {
    return (
      <>
        <PageTitle shopName={shop?.name}>Your payment</PageTitle>
        <AskingResult cameFrom={cameFrom} />
      </>
    )
  }
  const email = status.yours?.email
  const plan = planOf(status.yours)
  return (
    <>
      <PageTitle shopName={shop?.name}>{resultView(status, { cameFrom, isSlow }).title}</PageTitle>
      <meta name="referrer" content="no-referrer" />
      <CheckoutResult
        status={status}
        cameFrom={cameFrom}
        isSlow={isSlow}
        isSignedIn={Boolean(account)}
        offsetSeconds={shop?.clockOffsetSeconds ?? 0}
        onExpire={() => void askAgain()}
        begun={plan && <BegunPlan productId={plan.productId} />}
        signIn={
          email && (
            <section aria-labelledby="open-now" className="bg-green-wash px-5 py-5 text-left sm:px-7">
              <h2 id="open-now" className="mb-3 text-4">
                Open it here, now
              </h2>
              {plan && status.yours?.total.amount === 0 ? (
                <>
                  <p>A mail to {email} is on its way: the link in it signs you in.</p>
                  <Link to="/sign-in" search={{ next: '/library' }} className={buttonClass('quiet', 'mt-3')}>
                    Sign in with a code instead
                  </Link>
                </>
              ) : (
                <CodeForm email={email} next="/library" hint={`From the receipt mailed to ${email}.`} />
              )}
            </section>
          )
        }
      />
    </>
  )
}
