import type { Product } from '@cashwrap/shared/contracts/catalogue'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Button, buttonClass } from '../../components/button.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { Icon } from '../../components/icon.tsx'
import { QuantityField } from '../../components/quantity-field.tsx'
import { StatusWord } from '../../components/status-word.tsx'
import { StickyBuyBar } from '../../components/sticky-buy-bar.tsx'
import { isCountable, KIND_WORDS } from '../../lib/kind-words.ts'
import { lowestPrice, priceWords } from '../../lib/price-words.ts'
import { trpc } from '../../lib/trpc.ts'
import { CreditSum } from './credit-sum.tsx'
import { InCartLine } from './in-cart-line.tsx'
import { useAddToCart } from './use-add-to-cart.ts'

const MAX_QUANTITY = 99

/** Price, how many, and the one button; what the button does depends on what the buyer has already. */
export function BuyPanel({ product }: { product: Product }) {
  const [quantity, setQuantity] = useState(1)
  const { put, isPutting, failure } = useAddToCart(product)
  const line = trpc.cart.get.useQuery().data?.lines.find(({ productId }) => productId === product.id)
  const isOnce = !isCountable(product.kind)
  const max = Math.min(MAX_QUANTITY, product.event?.seatsLeft ?? MAX_QUANTITY)
  const price = priceWords(product.prices)
  const verb = product.kind === 'event' ? 'Take a seat' : 'Add to cart'

  return (
    <div className="mt-6 border-hairline border-y py-6">
      <p className="tabular font-semibold text-5 leading-tight">{price}</p>
      {product.credits && <CreditSum gives={product.credits} price={lowestPrice(product.prices)} quantity={quantity} />}
      {product.isOwned && isOnce ? (
        <Owned product={product} />
      ) : product.availability === 'on-sale' ? (
        <StickyBuyBar
          label={price}
          button={
            <div className="mt-4 flex flex-wrap items-center gap-3">
              {!isOnce && (
                <QuantityField
                  label={product.kind === 'event' ? 'Seats' : 'How many'}
                  value={quantity}
                  max={max}
                  onChange={setQuantity}
                />
              )}
              {isOnce && line ? (
                <Link to="/cart" className={buttonClass('primary', 'grow')}>
                  In your cart: go and pay
                </Link>
              ) : (
                <Button className="grow" isBusy={isPutting} onClick={() => put(quantity)}>
                  {verb}
                </Button>
              )}
            </div>
          }
          shortcut={
            line ? (
              <Link to="/cart" className={buttonClass('primary')}>
                Go to the cart
              </Link>
            ) : (
              <Button isBusy={isPutting} onClick={() => put(quantity)}>
                {verb}
              </Button>
            )
          }
        />
      ) : (
        <p className="mt-3">
          <StatusWord tone={product.availability === 'sold-out' ? 'bad' : 'waiting'}>
            {product.availability === 'sold-out' ? 'Sold out' : 'Not on sale yet'}
          </StatusWord>
        </p>
      )}
      {failure && (
        <FailureMessage
          failure={failure}
          className="mt-4"
          actions={
            failure.kind === 'mixed-currencies' || failure.kind === 'cart-full' ? (
              <Link to="/cart" className={buttonClass('quiet')}>
                To the cart
              </Link>
            ) : undefined
          }
        />
      )}
      {line && <InCartLine line={line} hasLink={!isOnce} />}
      <p className="mt-4 flex items-start gap-2 text-2 text-soft">
        <Icon name="lock" size={18} className="mt-0.5" />
        {KIND_WORDS[product.kind].afterPaying}
      </p>
    </div>
  )
}

function Owned({ product }: { product: Product }) {
  return (
    <div className="mt-3 flex flex-wrap items-center justify-between gap-3">
      <StatusWord tone="good">You own this</StatusWord>
      {product.lessons.length > 0 ? (
        <Link to="/library/$slug" params={{ slug: product.slug }} className={buttonClass('primary')}>
          Open it
        </Link>
      ) : (
        <Link to="/library" className={buttonClass('primary')}>
          Open your library
        </Link>
      )}
    </div>
  )
}
