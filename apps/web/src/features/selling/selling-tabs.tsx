import { Link } from '@tanstack/react-router'

const TABS = [
  { to: '/selling', label: 'Overview', isAlone: true },
  { to: '/selling/sales', label: 'Sales', isAlone: true },
  { to: '/selling/products', label: 'Products', isAlone: true },
  { to: '/selling/webhooks', label: 'Webhooks', isAlone: false },
] as const

/** The pages of the seller area. */
export function SellingTabs() {
  return (
    <nav aria-label="Selling" className="-mx-gutter overflow-x-auto border-hairline border-b px-gutter">
      <ul className="-mx-3 flex whitespace-nowrap">
        {TABS.map(({ to, label, isAlone }) => (
          <li key={to}>
            <Link
              to={to}
              activeOptions={{ exact: isAlone, includeSearch: false }}
              className="inline-flex min-h-target items-center border-transparent border-b-2 px-3 font-medium text-2 text-soft hover:text-ink data-[status=active]:border-vermilion data-[status=active]:font-semibold data-[status=active]:text-ink"
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
