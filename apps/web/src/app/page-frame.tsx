import { Outlet } from '@tanstack/react-router'
import { useShop } from '../lib/use-shop.ts'
import { OfflineBand } from './page-bands.tsx'
import { PageFooter } from './page-footer.tsx'
import { PageHeader } from './page-header.tsx'
import { useRouteFocus } from './use-route-focus.ts'

/** What surrounds every page of the shop. */
export function PageFrame() {
  const shop = useShop()
  useRouteFocus()
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-2 focus:bg-ink focus:px-4 focus:py-3 focus:text-paper"
      >
        Skip to the page
      </a>
      <PageHeader shopName={shop?.name} mode={shop?.mode} />
      <OfflineBand />
      <main id="main" tabIndex={-1} className="mx-auto min-h-[90dvh] w-full max-w-page grow px-gutter pb-20">
        <Outlet />
      </main>
      <PageFooter shopName={shop?.name} />
    </div>
  )
}
