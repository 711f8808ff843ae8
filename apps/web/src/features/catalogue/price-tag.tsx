import type { ProductCard } from '@cashwrap/shared/contracts/catalogue'
import { StatusWord } from '../../components/status-word.tsx'
import { pricePerCredit } from '../../lib/credit-words.ts'
import { lowestPrice, priceWords } from '../../lib/price-words.ts'
import { seatWords } from '../../lib/seat-words.ts'

/** What it costs, and whether it can be had. */
export function PriceTag({ product, className = '' }: { product: ProductCard; className?: string }) {
  const seats = product.event && product.availability === 'on-sale' ? seatWords(product.event.seatsLeft) : null
  const price = product.credits && product.credits.credits > 1 ? lowestPrice(product.prices) : null
  return (
    <p className={`flex flex-wrap items-baseline gap-x-3 gap-y-0.5 ${className}`}>
      <span className="tabular font-semibold">{priceWords(product.prices)}</span>
      {product.credits && price && (
        <span className="tabular text-2 text-soft">{pricePerCredit(price, product.credits.credits)}</span>
      )}
      {product.availability === 'sold-out' && <StatusWord tone="bad">Sold out</StatusWord>}
      {product.availability === 'not-on-sale-yet' && <StatusWord tone="waiting">Not on sale yet</StatusWord>}
      {seats && seats.tone !== 'neutral' && <StatusWord tone={seats.tone}>{seats.text}</StatusWord>}
    </p>
  )
}
