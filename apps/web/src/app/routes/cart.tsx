import type { Cart } from '@cashwrap/shared/contracts/cart'
import { Link } from '@tanstack/react-router'
import { Fragment, useRef } from 'react'
import { buttonClass } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { FailureScreen } from '../../components/failure-screen.tsx'
import { MoneyText } from '../../components/money-text.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { LoadingWords, Skeleton } from '../../components/skeleton.tsx'
import { CartLineRow } from '../../features/cart/cart-line-row.tsx'
import { CartSummary } from '../../features/cart/cart-summary.tsx'
import { CouponForm } from '../../features/cart/coupon-form.tsx'
import { RemovedLineRow } from '../../features/cart/removed-line-row.tsx'
import { useCart } from '../../features/cart/use-cart.ts'
import { readFailure } from '../../lib/failure.ts'
import { useShop } from '../../lib/use-shop.ts'

export function CartPage() {
  const shop = useShop()
  const use = useCart()
  const { data, error } = use.cart
  return (
    <>
      <PageTitle shopName={shop?.name}>Cart</PageTitle>
      {data ? (
        data.lines.length > 0 || use.removed ? (
          <FilledCart use={use} cart={data} />
        ) : (
          <EmptyCart />
        )
      ) : error ? (
        <FailureScreen failure={readFailure(error)} onRetry={() => void use.cart.refetch()} />
      ) : (
        <CartLoading />
      )}
    </>
  )
}

const COLUMNS = 'grid gap-x-gutter gap-y-10 lg:grid-cols-[1fr_23rem]'

function FilledCart({ use, cart }: { use: ReturnType<typeof useCart>; cart: Cart }) {
  const shop = useShop()
  const { removed } = use
  const heading = useRef<HTMLHeadingElement>(null)
  const undo = removed && (
    <li>
      <RemovedLineRow
        key={removed.line.id}
        removed={removed}
        onUndo={() => {
          use.putBack(removed)
          heading.current?.focus()
        }}
      />
    </li>
  )
  const lines = cart.lines.filter((line) => line.id !== use.leaving)
  return (
    <>
      <h1 ref={heading} tabIndex={-1} className="pt-8 pb-4 text-5 md:pt-10">
        Your cart
      </h1>
      <div className={COLUMNS}>
        <div>
          {use.failure && <FailureMessage failure={use.failure} className="mb-4" />}
          <ul className="divide-y divide-hairline border-hairline border-y">
            {lines.map((line, index) => (
              <Fragment key={line.id}>
                {removed?.at === index && undo}
                <li>
                  <CartLineRow
                    line={line}
                    onQuantity={(quantity) => use.setQuantity(line, quantity)}
                    onRemove={() => use.remove(line)}
                  />
                </li>
              </Fragment>
            ))}
            {removed && removed.at >= lines.length && undo}
          </ul>
          <p className="pt-3">
            <Link to="/" className="link inline-flex min-h-target items-center text-2">
              Go on looking
            </Link>
          </p>
        </div>
        {cart.currency !== null && cart.lines.length > 0 && (
          <aside aria-label="Sum" className="self-start lg:sticky lg:top-8">
            <CartSummary cart={{ ...cart, currency: cart.currency }} taxMode={shop?.tax.mode}>
              <CouponForm
                coupon={cart.coupon}
                isBusy={use.applyCoupon.isPending}
                failure={use.applyCoupon.error ? readFailure(use.applyCoupon.error) : null}
                onApply={(code) => use.applyCoupon.mutate({ code })}
                onRemove={use.removeCoupon}
              />
            </CartSummary>
            <CheckoutLink cart={{ ...cart, currency: cart.currency }} />
          </aside>
        )}
      </div>
    </>
  )
}

function CheckoutLink({ cart }: { cart: Cart & { currency: string } }) {
  const isBlocked = cart.lines.some((line) =>
    line.notices.some(({ kind }) => kind === 'unavailable' || kind === 'seats-short'),
  )
  if (isBlocked) {
    return (
      <p className="mt-5 bg-amber-wash px-4 py-3 font-medium text-2 text-amber">
        Something in the cart cannot be bought as it is. Change or remove it, then you can pay.
      </p>
    )
  }
  return (
    <>
      <Link to="/checkout" className={buttonClass('primary', 'mt-5 w-full min-h-13')}>
        {cart.total === 0 ? (
          'Get it for free'
        ) : (
          <>
            Check out · <MoneyText value={{ amount: cart.total, currency: cart.currency }} />
          </>
        )}
      </Link>
      <p className="mt-3 text-center text-1 text-soft">You need no account, only an e-mail address.</p>
    </>
  )
}

function EmptyCart() {
  return (
    <EmptyState
      isPageTitle
      title="Your cart is empty"
      actions={
        <>
          <Link to="/" className={buttonClass('primary')}>
            Look around the shop
          </Link>
          <Link to="/" search={{ sort: 'newest' }} className={buttonClass('quiet')}>
            What is new
          </Link>
        </>
      }
    >
      <p>What you put in stays here for when you come back.</p>
    </EmptyState>
  )
}

function CartLoading() {
  return (
    <>
      <h1 className="pt-8 pb-4 text-5 md:pt-10">Your cart</h1>
      <LoadingWords>Loading the cart</LoadingWords>
      <div className={COLUMNS}>
        <div className="space-y-4">
          <Skeleton className="h-28 w-full" />
          <Skeleton className="h-28 w-full" />
        </div>
        <Skeleton className="h-52 w-full" />
      </div>
    </>
  )
}
