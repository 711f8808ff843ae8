import { Link } from '@tanstack/react-router'
import { trpc } from '../lib/trpc.ts'

/** Plans change seldom; what the reader has of them is asked for again where it matters. */
const KEPT_MS = 300_000

/** The way to the plans, in a shop that has any. */
export function PlansLink({ className }: { className: string }) {
  const plans = trpc.subscriptions.plans.useQuery(undefined, { staleTime: KEPT_MS })
  if (!plans.data || plans.data.items.length === 0) return null
  return (
    <Link to="/prices" className={className}>
      Plans
    </Link>
  )
}
