import { Link } from '@tanstack/react-router'
import { Icon } from '../../components/icon.tsx'
import { trpc } from '../../lib/trpc.ts'

/** The way to the cart, with how many things are in it. */
export function CartLink({ className }: { className: string }) {
  const count = trpc.cart.get.useQuery().data?.itemCount ?? 0
  return (
    <Link to="/cart" className={className}>
      <Icon name="bag" />
      <span className="max-sm:sr-only">Cart</span>
      <span
        key={count}
        aria-hidden="true"
        className={`rise tabular grid h-6 min-w-6 place-items-center rounded-round px-1.5 font-semibold text-1 ${
          count > 0 ? 'bg-vermilion text-on-vermilion' : 'text-soft'
        }`}
      >
        {count}
      </span>
      <span className="sr-only">{count === 1 ? '1 item' : `${count} items`}</span>
    </Link>
  )
}
