import type { ProductCard } from '@cashwrap/shared/contracts/catalogue'
import { Link } from '@tanstack/react-router'
import { Picture } from '../../components/picture.tsx'
import { PriceTag } from './price-tag.tsx'
import { ProductMark } from './product-mark.tsx'

interface ProductTileProps {
  product: ProductCard
  /** Over the fold: fetched at once. */
  isFirst: boolean
}

/** One product on the shelf: a row on a phone, a tile from there on. The title's link covers all of it. */
export function ProductTile({ product, isFirst }: ProductTileProps) {
  return (
    <article className="group relative grid rounded-1 outline-offset-8 outline-ink has-focus-visible:outline-2 grid-cols-[7.5rem_1fr] content-start gap-x-4 gap-y-3 md:grid-cols-1">
      <Picture seed={product.pictureSeed} kind={product.kind} isFirst={isFirst} className="w-full" />
      <div className="flex min-w-0 flex-col">
        <ProductMark product={product} />
        <h2 className="mt-0.5 text-4">
          <Link
            to="/products/$slug"
            params={{ slug: product.slug }}
            className="decoration-1 focus-visible:outline-none underline-offset-4 after:absolute after:inset-0 group-hover:underline"
          >
            {product.title}
          </Link>
        </h2>
        <p className="mt-1 line-clamp-2 text-2 text-soft">{product.summary}</p>
        <PriceTag product={product} className="mt-2 text-3" />
      </div>
    </article>
  )
}
