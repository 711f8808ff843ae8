import type { PlanCard } from '@cashwrap/shared/contracts/subscriptions'
import { Link } from '@tanstack/react-router'
import { Icon } from '../../components/icon.tsx'

/** What one has while one pays: its own list, then what it opens, each with the way to it. */
export function PlanOpens({ plan }: { plan: Pick<PlanCard, 'includes' | 'opens'> }) {
  return (
    <>
      {plan.includes.length > 0 && (
        <ul className="space-y-1.5 text-2">
          {plan.includes.map((item) => (
            <li key={item} className="flex items-start gap-2.5">
              <Icon name="check" size={18} className="mt-0.5 text-green" />
              {item}
            </li>
          ))}
        </ul>
      )}
      <PlanDoors opens={plan.opens} className="mt-4" />
    </>
  )
}

interface PlanDoorsProps {
  opens: PlanCard['opens']
  className?: string
}

/** The products that are open while one pays. */
export function PlanDoors({ opens, className = '' }: PlanDoorsProps) {
  if (opens.products.length === 0 && opens.sellerName === null) return null
  return (
    <div className={`text-2 ${className}`}>
      <p className="text-soft">Open while you subscribe</p>
      <ul>
        {opens.sellerName !== null && <li className="py-1.5 font-medium">Everything of {opens.sellerName}</li>}
        {opens.products.map((product) => (
          <li key={product.slug}>
            <Link
              to="/products/$slug"
              params={{ slug: product.slug }}
              className="link inline-flex min-h-target items-center leading-snug"
            >
              {product.title}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}
