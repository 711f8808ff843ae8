import type { CartLine } from '@cashwrap/shared/contracts/cart'
import { Link } from '@tanstack/react-router'
import { MoneyText } from '../../components/money-text.tsx'
import { Picture } from '../../components/picture.tsx'

interface InCartLineProps {
  line: CartLine
  /** The button above does not lead to the cart already. */
  hasLink: boolean
}

/** The line as it stands in the cart now; it rises into place when it joins. */
export function InCartLine({ line, hasLink }: InCartLineProps) {
  return (
    <div
      key={line.quantity}
      className="rise mt-4 grid grid-cols-[4rem_1fr_auto] items-center gap-3 bg-green-wash p-2 pr-3 text-2"
    >
      <Picture seed={line.pictureSeed} kind={line.kind} />
      <p>
        <span className="font-semibold text-green">In your cart</span>
        {line.quantity > 1 && <span className="tabular"> × {line.quantity}</span>}
        {hasLink && (
          <Link to="/cart" className="link flex min-h-target w-fit items-center font-medium">
            Go to the cart
          </Link>
        )}
      </p>
      <MoneyText value={line.subtotal} className="font-semibold" />
    </div>
  )
}
