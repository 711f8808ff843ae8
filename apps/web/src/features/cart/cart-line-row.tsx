import type { CartLine } from '@cashwrap/shared/contracts/cart'
import { Link } from '@tanstack/react-router'
import { MoneyText } from '../../components/money-text.tsx'
import { Picture } from '../../components/picture.tsx'
import { QuantityField } from '../../components/quantity-field.tsx'
import { isCountable, KIND_WORDS } from '../../lib/kind-words.ts'
import { LineNotices } from './line-notices.tsx'

interface CartLineRowProps {
  line: CartLine
  onQuantity: (quantity: number) => void
  onRemove: () => void
}

export function CartLineRow({ line, onQuantity, onRemove }: CartLineRowProps) {
  const isUnavailable = line.notices.some(({ kind }) => kind === 'unavailable')
  const short = line.notices.find((notice) => notice.kind === 'seats-short')
  return (
    <div className="grid grid-cols-[5.5rem_1fr] gap-x-4 py-5 sm:grid-cols-[8rem_1fr] sm:gap-x-6">
      <Picture
        seed={line.pictureSeed}
        kind={line.kind}
        className={`w-full self-start ${isUnavailable ? 'opacity-50 grayscale' : ''}`}
      />
      <div className="min-w-0">
        <div className="flex flex-wrap justify-between gap-x-6 gap-y-1">
          <div className="min-w-0 flex-[1_1_14rem]">
            <p className="text-1 text-soft">{KIND_WORDS[line.kind].one}</p>
            <h2 className="text-4">
              <Link
                to="/products/$slug"
                params={{ slug: line.slug }}
                className="decoration-1 underline-offset-4 hover:underline"
              >
                {line.title}
              </Link>
            </h2>
          </div>
          {!isUnavailable && (
            <p className="text-right">
              <MoneyText value={line.subtotal} className="font-semibold text-3" />
              {line.quantity > 1 && (
                <span className="block text-1 text-soft">
                  <MoneyText value={line.unit} /> each
                </span>
              )}
            </p>
          )}
        </div>
        <LineNotices notices={line.notices} />
        <div className="mt-2 flex flex-wrap items-center gap-x-5 gap-y-1">
          {isCountable(line.kind) && !isUnavailable && (
            <QuantityField
              label={`How many of ${line.title}`}
              value={line.quantity}
              {...(short && { max: Math.max(1, short.left) })}
              onChange={onQuantity}
            />
          )}
          <button type="button" onClick={onRemove} className="link min-h-target text-2 text-soft hover:text-ink">
            Remove<span className="sr-only"> {line.title}</span>
          </button>
        </div>
      </div>
    </div>
  )
}
