import { Link } from '@tanstack/react-router'

const TABS = [
  { to: '/selling', label: 'Overview' },
  { to: '/selling/sales', label: 'Sales' },
  { to: '/selling/products', label: 'Products' },
] as const

/** The pages of the seller area. */
export function SellingTabs() {
  return (
    <nav aria-label="Selling" className="-mx-gutter overflow-x-auto border-hairline border-b px-gutter">
      <ul className="-mx-3 flex whitespace-nowrap">
        {TABS.map(({ to, label }) => (
          <li key={to}>
            <Link
              to={to}
              activeOptions={{ exact: true, includeSearch: false }}
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
