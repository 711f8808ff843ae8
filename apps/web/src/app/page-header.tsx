import type { ShopInfo } from '@cashwrap/shared/contracts/catalogue'
import { Link } from '@tanstack/react-router'
import { ShopMark } from '../components/shop-mark.tsx'
import { Skeleton } from '../components/skeleton.tsx'
import { CartLink } from '../features/cart/cart-link.tsx'
import { SearchField } from '../features/catalogue/search-field.tsx'
import { AccountLinks } from './account-links.tsx'
import { TestMoneyBand } from './page-bands.tsx'
import { PlansLink } from './plans-link.tsx'

const ITEM = 'inline-flex min-h-target items-center gap-2 rounded-2 px-2.5 font-medium text-2 hover:bg-sunk'

interface PageHeaderProps {
  shopName: string | undefined
  mode: ShopInfo['mode'] | undefined
}

export function PageHeader({ shopName, mode }: PageHeaderProps) {
  return (
    <header className="border-hairline border-b">
      <TestMoneyBand mode={mode} />
      <div className="mx-auto grid max-w-page grid-cols-[minmax(0,1fr)_auto] items-center gap-x-2 gap-y-1 px-gutter py-2.5 lg:grid-cols-[1fr_minmax(8rem,28rem)_1fr] lg:gap-x-6 lg:py-3.5">
        <Link to="/" aria-label={shopName ?? 'The shop'} className="flex min-h-target min-w-0 items-center gap-2.5">
          <ShopMark />
          {shopName ? (
            <span className="line-clamp-2 font-display font-semibold text-3 leading-tight sm:text-4 tracking-tight">
              {shopName}
            </span>
          ) : (
            <Skeleton className="h-6 w-36" />
          )}
        </Link>
        <div className="order-last col-span-2 pb-1 lg:order-none lg:col-span-1 lg:pb-0">
          <SearchField />
        </div>
        <nav aria-label="Your things" className="-mr-2.5 flex items-center justify-end">
          <PlansLink className={`${ITEM} max-md:hidden`} />
          <AccountLinks className={ITEM} />
          <CartLink className={ITEM} />
        </nav>
      </div>
    </header>
  )
}
