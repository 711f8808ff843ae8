import type { WebhookSide } from '@cashwrap/shared/contracts/webhooks'
import { Link } from '@tanstack/react-router'
import { SIDE_PATHS } from './side-paths.ts'

const TAB =
  'inline-flex min-h-target items-center border-transparent border-b-2 px-3 font-medium text-2 text-soft hover:text-ink data-[status=active]:border-ink data-[status=active]:font-semibold data-[status=active]:text-ink'

/** Who is told, and what they were told. */
export function WebhookTabs({ side }: { side: WebhookSide }) {
  const options = { exact: true, includeSearch: false }
  return (
    <nav aria-label="Webhooks" className="mb-5 border-hairline border-b">
      <ul className="-mx-3 flex whitespace-nowrap">
        <li>
          <Link to={SIDE_PATHS[side].endpoints} activeOptions={options} className={TAB}>
            Endpoints
          </Link>
        </li>
        <li>
          <Link to={SIDE_PATHS[side].deliveries} activeOptions={options} className={TAB}>
            Deliveries
          </Link>
        </li>
      </ul>
    </nav>
  )
}
