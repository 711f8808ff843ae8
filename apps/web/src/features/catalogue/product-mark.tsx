import type { ProductCard } from '@cashwrap/shared/contracts/catalogue'
import { StatusWord } from '../../components/status-word.tsx'
import { TimeText } from '../../components/time-text.tsx'
import { KIND_WORDS } from '../../lib/kind-words.ts'

/** The small line over a title: what kind of thing it is, when, and whether it is the reader's already. */
export function ProductMark({ product }: { product: ProductCard }) {
  return (
    <p className="flex flex-wrap items-center gap-x-2 text-1 text-soft">
      <span>{KIND_WORDS[product.kind].one}</span>
      {product.event && (
        <>
          <span aria-hidden="true">·</span>
          <TimeText value={product.event.startsAt} style="month-day" timeZone={product.event.timeZone} />
        </>
      )}
      {product.seller && (
        <>
          <span aria-hidden="true">·</span>
          <span>{product.seller.name}</span>
        </>
      )}
      {/* Credits are used up: having bought some says little. */}
      {product.isOwned && product.kind !== 'credit_package' && (
        <span className="ml-auto">
          <StatusWord tone="good">Yours</StatusWord>
        </span>
      )}
    </p>
  )
}
