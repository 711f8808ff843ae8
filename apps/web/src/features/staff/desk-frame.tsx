import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Icon, type IconName } from '../../components/icon.tsx'
import { ShopMark } from '../../components/shop-mark.tsx'
import { ThemeSwitch } from '../../components/theme.tsx'

interface DeskFrameProps {
  shopName: string | undefined
  email: string | null
  /** Shown beside the name unless real money moves. */
  modeWord: string | null
  children: ReactNode
}

/** The desk: a rail at the left, the page at the right; on a phone the rail lies on top. */
export function DeskFrame({ shopName, email, modeWord, children }: DeskFrameProps) {
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[13.5rem_minmax(0,1fr)]">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-2 focus:bg-ink focus:px-4 focus:py-3 focus:text-paper"
      >
        Skip to the page
      </a>
      <header className="flex flex-wrap items-center gap-x-4 border-hairline bg-sunk px-4 py-2 max-lg:border-b lg:sticky lg:top-0 lg:h-dvh lg:flex-col lg:items-stretch lg:border-r lg:py-5">
        <p className="flex min-h-target items-center gap-2.5">
          <ShopMark size={28} />
          <span className="min-w-0 leading-tight">
            <span className="block truncate font-display font-semibold text-2">{shopName ?? '\u00a0'}</span>
            <span className="block text-1 text-soft">Desk{modeWord && `, ${modeWord}`}</span>
          </span>
        </p>
        <nav
          aria-label="Desk"
          className="flex max-lg:order-3 max-lg:w-full max-lg:flex-wrap max-sm:justify-between lg:mt-4 lg:flex-col"
        >
          <RailLink to="/staff/orders" icon="file">
            Orders
          </RailLink>
          <RailLink to="/staff/subscriptions" icon="plan">
            Subscriptions
          </RailLink>
          <RailLink to="/staff/inbox" icon="mail">
            Inbox
          </RailLink>
          <RailLink to="/staff/webhooks" icon="send">
            Webhooks
          </RailLink>
          <RailLink to="/staff/sites" icon="globe">
            Sites
          </RailLink>
        </nav>
        <div className="ml-auto flex items-center gap-x-3 text-1 max-lg:order-2 lg:mt-auto lg:ml-0 lg:flex-col lg:items-start">
          <div className="max-lg:hidden">
            <ThemeSwitch />
          </div>
          <Link to="/" className="link inline-flex min-h-target items-center px-1 text-2">
            To the shop
          </Link>
          <Link
            to="/account"
            className="link inline-flex min-h-target min-w-0 items-center break-all px-1 max-sm:hidden"
          >
            {email ?? 'Account'}
          </Link>
        </div>
      </header>
      <main id="main" tabIndex={-1} className="min-w-0 px-4 pt-5 pb-16 sm:px-7">
        {children}
      </main>
    </div>
  )
}

interface RailLinkProps {
  to: '/staff/orders' | '/staff/subscriptions' | '/staff/inbox' | '/staff/webhooks' | '/staff/sites'
  icon: IconName
  children: string
}

function RailLink({ to, icon, children }: RailLinkProps) {
  return (
    <Link
      to={to}
      className="inline-flex min-h-target items-center gap-2.5 rounded-2 px-2 font-medium sm:px-3 text-2 hover:bg-paper data-[status=active]:bg-ink data-[status=active]:text-paper"
      activeOptions={{ includeSearch: false }}
    >
      <Icon name={icon} size={18} className="max-sm:hidden" />
      {children}
    </Link>
  )
}
