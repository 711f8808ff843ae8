import type { Money } from '@cashwrap/shared/contracts/primitives'
import { keepPreviousData } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Button, buttonClass } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { CheckoutForm } from '../../features/checkout/checkout-form.tsx'
import { CheckoutSkeleton } from '../../features/checkout/checkout-skeleton.tsx'
import { OpenCheckoutStrip } from '../../features/checkout/open-checkout-strip.tsx'
import { FoldedSummary, SideSummary } from '../../features/checkout/order-summary.tsx'
import { type CheckoutDraft, keepDraft, readDraft } from '../../lib/checkout-draft.ts'
import { readFailure } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'
import { useAccount } from '../../lib/use-account.ts'
import { useShop } from '../../lib/use-shop.ts'

export function CheckoutPage() {
  const shop = useShop()
  const account = useAccount()
  const [draft, setDraft] = useState(readDraft)
  const [quote, setQuote] = useState<Money | null>(null)
  const taxesByCountry = shop?.tax.mode === 'inclusive' || shop?.tax.mode === 'exclusive'
  const priced = taxesByCountry && draft.country !== '' ? { country: draft.country } : undefined
  const cart = trpc.cart.get.useQuery(priced, { placeholderData: keepPreviousData })
  const current = trpc.checkout.current.useQuery()

  const changeDraft = (next: CheckoutDraft) => {
    setDraft(next)
    keepDraft(next)
  }

  const title = <PageTitle shopName={shop?.name}>Checkout</PageTitle>
  // A cart that was read once stays with what was typed, also when asking again fails.
  if (cart.error && !cart.data) {
    return (
      <div className="mx-auto max-w-measure py-14">
        {title}
        <h1 className="mb-6 text-5">Checkout</h1>
        <FailureMessage
          failure={readFailure(cart.error)}
          actions={<Button onClick={() => void cart.refetch()}>Try again</Button>}
        />
      </div>
    )
  }
  if (cart.data && cart.data.lines.length === 0) {
    return (
      <>
        {title}
        <EmptyState
          isPageTitle
          title="Nothing to pay for"
          actions={
            <Link to="/" className={buttonClass('primary')}>
              To the shop
            </Link>
          }
        >
          <p>Your cart is empty. What you have paid for is among your orders.</p>
        </EmptyState>
      </>
    )
  }
  const total = quote ?? { amount: cart.data?.total ?? 0, currency: cart.data?.currency ?? 'USD' }
  return (
    <div className="mx-auto max-w-[66rem]">
      {title}
      <h1 className="pt-8 pb-5 text-5 sm:pt-10">Checkout</h1>
      {!cart.data || !shop || account === undefined ? (
        <CheckoutSkeleton />
      ) : (
        <div className="grid gap-x-16 lg:grid-cols-[minmax(0,1fr)_minmax(22rem,26rem)]">
          <FoldedSummary cart={cart.data} total={total} taxMode={shop.tax.mode} />
          <div className="pt-7 lg:pt-0">
            {current.data && (
              <OpenCheckoutStrip
                status={current.data.status}
                offsetSeconds={shop.clockOffsetSeconds}
                onEnd={() => void current.refetch()}
              />
            )}
            <CheckoutForm
              cart={cart.data}
              shop={shop}
              account={account}
              total={total}
              isPricing={cart.isPlaceholderData}
              draft={draft}
              onDraft={changeDraft}
              onQuote={setQuote}
            />
          </div>
          <SideSummary cart={cart.data} total={total} taxMode={shop.tax.mode} />
        </div>
      )}
    </div>
  )
}
