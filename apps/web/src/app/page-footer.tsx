import { Link } from '@tanstack/react-router'
import { ThemeSwitch } from '../components/theme.tsx'
import { PlansLink } from './plans-link.tsx'

const ITEM = 'inline-flex min-h-target items-center text-2 link'

export function PageFooter({ shopName }: { shopName: string | undefined }) {
  return (
    <footer className="border-hairline border-t">
      <div className="mx-auto flex max-w-page flex-wrap items-center justify-between gap-x-8 gap-y-2 px-gutter py-6">
        <p className="font-display font-semibold text-3">{shopName ?? '\u00a0'}</p>
        <nav aria-label="Foot of the page" className="flex flex-wrap gap-x-6">
          <Link to="/" className={ITEM}>
            Shop
          </Link>
          <PlansLink className={ITEM} />
          <Link to="/library" className={ITEM}>
            Library
          </Link>
          <Link to="/orders" className={ITEM}>
            Orders and receipts
          </Link>
        </nav>
        <ThemeSwitch />
      </div>
    </footer>
  )
}
