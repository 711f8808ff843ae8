import type { SellerProduct } from '@cashwrap/shared/contracts/seller'
import { Link } from '@tanstack/react-router'
import { Picture } from '../../components/picture.tsx'
import { type StatusTone, StatusWord } from '../../components/status-word.tsx'
import { formatMoney } from '../../lib/format-money.ts'
import { KIND_WORDS } from '../../lib/kind-words.ts'

const STATE = {
  published: { word: 'On the shelf', tone: 'good' },
  draft: { word: 'Draft', tone: 'waiting' },
  unpublished: { word: 'Taken down', tone: 'neutral' },
} as const satisfies Record<SellerProduct['status'], { word: string; tone: StatusTone }>

/** What a seller offers, with what it costs and how much of it was sold. */
export function OwnProducts({ products }: { products: readonly SellerProduct[] }) {
  return (
    <ul aria-label="Your products" className="divide-y divide-hairline border-hairline border-y">
      {products.map((product) => (
        <OwnProduct key={product.productId} product={product} />
      ))}
    </ul>
  )
}

function OwnProduct({ product }: { product: SellerProduct }) {
  const state = STATE[product.status]
  return (
    <li className="grid grid-cols-[5rem_minmax(0,1fr)] gap-x-5 py-4 sm:grid-cols-[6.5rem_minmax(0,1fr)_auto] sm:items-center sm:gap-x-7">
      <Picture seed={product.pictureSeed} kind={product.kind} />
      <div className="min-w-0">
        <p className="text-1 text-soft">{KIND_WORDS[product.kind].one}</p>
        <h2 className="text-4">
          {product.status === 'published' ? (
            <Link to="/products/$slug" params={{ slug: product.slug }} className="hover:underline">
              {product.title}
            </Link>
          ) : (
            product.title
          )}
        </h2>
        <p className="tabular text-2">
          {product.prices.length > 0 ? (
            product.prices.map((price) => formatMoney(price)).join(' · ')
          ) : (
            <span className="text-soft">No price</span>
          )}
        </p>
      </div>
      <div className="flex flex-wrap items-baseline gap-x-6 max-sm:col-start-2 max-sm:mt-1 sm:block sm:text-right">
        <p className="tabular text-2">
          <strong className="font-semibold text-3">{product.sold}</strong> sold
        </p>
        <StatusWord tone={state.tone}>{state.word}</StatusWord>
      </div>
    </li>
  )
}
