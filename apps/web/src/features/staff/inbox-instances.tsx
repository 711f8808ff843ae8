import type { InboxInstances } from '@cashwrap/shared/contracts/staff'
import { Link } from '@tanstack/react-router'

interface InstanceCountsProps {
  counts: InboxInstances
  /** The instance whose events are shown. */
  chosen: string | undefined
}

/** How much of what came in the last thirty days is of whom, where it is not ours; each leads to its events. */
export function InstanceCounts({ counts, chosen }: InstanceCountsProps) {
  if (counts.length === 0) return null
  return (
    <section aria-label="Events of other instances" className="mb-4 border-hairline border-t pt-2 text-2">
      <p className="text-1 text-soft">Not of this shop, in the last 30 days</p>
      <ul className="flex flex-wrap gap-x-6">
        {counts.map(({ instance, whose, events }) => (
          <li key={instance ?? ''} className="min-w-0">
            <Link
              to="/staff/inbox"
              search={instance === null ? { whose } : { whose, instance }}
              aria-current={instance !== null && instance === chosen ? 'true' : undefined}
              className="link inline-flex min-h-target max-w-full items-center gap-2 aria-[current=true]:font-semibold"
            >
              <span className="min-w-0 truncate">{instance ?? 'Naming nobody'}</span>
              <span className="tabular text-soft">{events}</span>
              {whose === 'unclaimed' && <span className="font-semibold text-1 text-amber">unclaimed</span>}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The sum of one kind. */
export const countOf = (counts: InboxInstances, whose: InboxInstances[number]['whose']): number =>
  counts.reduce((sum, count) => sum + (count.whose === whose ? count.events : 0), 0)
