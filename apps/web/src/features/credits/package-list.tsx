import type { CreditPackage } from '@cashwrap/shared/contracts/credits'
import { Link } from '@tanstack/react-router'
import { Button, buttonClass } from '../../components/button.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { MoneyText } from '../../components/money-text.tsx'
import { Picture } from '../../components/picture.tsx'
import { StatusWord } from '../../components/status-word.tsx'
import { creditTypeName, formatCount, pricePerCredit } from '../../lib/credit-words.ts'
import { trpc } from '../../lib/trpc.ts'
import { groupPackages } from './package-groups.ts'
import { usePutPackage } from './use-put-package.ts'

interface PackageListProps {
  packages: readonly CreditPackage[]
  /** Types that the reader has an account of. */
  ownTypes: readonly string[]
}

/** What can be bought, by type, with what one credit of each costs. */
export function PackageList({ packages, ownTypes }: PackageListProps) {
  const cart = trpc.cart.get.useQuery().data
  return groupPackages(packages, ownTypes).map((group) => (
    <section key={group.creditType} aria-label={creditTypeName(group.creditType)} className="mb-6 break-inside-avoid">
      <h3 className="font-semibold font-text! text-2 text-soft">{creditTypeName(group.creditType)}</h3>
      <ul className="mt-1.5 divide-y divide-hairline border-hairline border-y">
        {group.packages.map((one) => (
          <PackageRow
            key={one.productId}
            item={one}
            inCart={cart?.lines.find((line) => line.productId === one.productId)?.quantity ?? 0}
          />
        ))}
      </ul>
    </section>
  ))
}

function PackageRow({ item, inCart }: { item: CreditPackage; inCart: number }) {
  const { put, isPutting, failure } = usePutPackage(item)
  return (
    <li className="py-3.5">
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 sm:grid-cols-[5rem_minmax(0,1fr)_auto]">
        <Picture seed={item.pictureSeed} kind="credit_package" className="w-full max-sm:hidden" />
        <div className="min-w-0">
          <h4 className="font-medium font-text! text-3 leading-snug">
            <Link
              to="/products/$slug"
              params={{ slug: item.slug }}
              className="decoration-1 underline-offset-4 hover:underline"
            >
              {item.title}
            </Link>
          </h4>
          <p className="tabular text-2 text-soft">
            {item.credits === 1 ? (
              'One credit'
            ) : (
              <>
                {formatCount(item.credits)} credits,{' '}
                <span className="whitespace-nowrap">{pricePerCredit(item.price, item.credits)}</span>
              </>
            )}
          </p>
          {(item.isPopular || item.discount !== null) && (
            <p className="flex flex-wrap gap-x-3">
              {item.isPopular && <StatusWord tone="good">Popular</StatusWord>}
              {item.discount !== null && <span className="font-semibold text-2 text-vermilion">{item.discount}</span>}
            </p>
          )}
        </div>
        <div className="flex flex-col items-end gap-1.5">
          <MoneyText value={item.price} className="font-semibold text-3" />
          <Button variant="quiet" className="text-2! px-4!" isBusy={isPutting} onClick={put}>
            {inCart === 0 ? 'Add to cart' : 'Add another'}
            <span className="sr-only"> {item.title}</span>
          </Button>
        </div>
      </div>
      {inCart > 0 && (
        <p className="rise mt-2 flex items-center justify-between gap-4 bg-green-wash px-3 text-2">
          <span className="font-semibold text-green">{inCart === 1 ? 'In your cart' : `${inCart} in your cart`}</span>
          <Link to="/cart" className="link inline-flex min-h-target items-center font-medium">
            Go to the cart
          </Link>
        </p>
      )}
      {failure && (
        <FailureMessage
          className="mt-3"
          failure={failure}
          actions={
            failure.kind === 'mixed-currencies' || failure.kind === 'cart-full' ? (
              <Link to="/cart" className={buttonClass('quiet')}>
                To the cart
              </Link>
            ) : undefined
          }
        />
      )}
    </li>
  )
}
