import type { PlanCard } from '@cashwrap/shared/contracts/subscriptions'
import { Link } from '@tanstack/react-router'
import { Icon } from '../../components/icon.tsx'

/** What one has while one pays: its own list, where what it opens is a link, then what else it opens. */
export function PlanOpens({ plan: { includes, opens } }: { plan: Pick<PlanCard, 'includes' | 'opens'> }) {
  const unsaid = opens.products.filter(({ title }) => !includes.includes(title))
  return (
    <>
      {includes.length > 0 && (
        <ul className="text-2">
          {includes.map((item) => {
            const product = opens.products.find(({ title }) => title === item)
            return (
              <li key={item} className="flex items-start gap-2.5 py-1">
                <Icon name="check" size={18} className="mt-0.5 text-green" />
                {product ? (
                  <Link to="/products/$slug" params={{ slug: product.slug }} className="link">
                    {item}
                  </Link>
                ) : (
                  <span>{item}</span>
                )}
              </li>
            )
          })}
        </ul>
      )}
      <PlanDoors opens={{ ...opens, products: unsaid }} className="mt-4" />
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
        {opens.sellerName !== null && <li className="py-1 font-medium">Everything of {opens.sellerName}</li>}
        {opens.products.map((product) => (
          <li key={product.slug} className="py-1">
            <Link to="/products/$slug" params={{ slug: product.slug }} className="link">
              {product.title}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}
