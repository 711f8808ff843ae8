import type { ProductCard } from '@cashwrap/shared/contracts/catalogue'
import { Link } from '@tanstack/react-router'
import { Icon } from '../../components/icon.tsx'
import { Picture } from '../../components/picture.tsx'
import { PriceTag } from './price-tag.tsx'
import { ProductMark } from './product-mark.tsx'

/** The first of the shelf, laid out on the front table. */
export function LeadProduct({ product }: { product: ProductCard }) {
  return (
    <article className="group relative grid rounded-1 outline-offset-8 outline-ink has-focus-visible:outline-2 gap-x-gutter gap-y-5 md:grid-cols-[7fr_5fr] md:items-center">
      <Picture seed={product.pictureSeed} kind={product.kind} isFirst className="w-full" />
      <div className="md:py-6">
        <ProductMark product={product} />
        <h2 className="mt-2 text-6">
          <Link
            to="/products/$slug"
            params={{ slug: product.slug }}
            className="decoration-2 focus-visible:outline-none underline-offset-8 after:absolute after:inset-0 group-hover:underline"
          >
            {product.title}
          </Link>
        </h2>
        <p className="mt-4 max-w-[44ch] text-3 text-soft">{product.summary}</p>
        <PriceTag product={product} className="mt-5 text-4" />
        <p aria-hidden="true" className="mt-5 flex items-center gap-2 font-semibold text-vermilion">
          Look inside <Icon name="forward" />
        </p>
      </div>
    </article>
  )
}
