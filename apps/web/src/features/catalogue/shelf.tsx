import type { ProductCard } from '@cashwrap/shared/contracts/catalogue'
import { LoadingWords, Skeleton } from '../../components/skeleton.tsx'
import { LeadProduct } from './lead-product.tsx'
import { ProductTile } from './product-tile.tsx'

const GRID = 'grid grid-cols-1 gap-x-8 gap-y-8 md:grid-cols-2 md:gap-y-12 lg:grid-cols-3 xl:gap-x-10'
const FIRST_ROW = 3

interface ShelfProps {
  products: readonly ProductCard[]
  /** Lays the first product out large. */
  hasLead: boolean
}

export function Shelf({ products, hasLead }: ShelfProps) {
  const [lead] = products
  const rest = hasLead ? products.slice(1) : products
  return (
    <>
      {hasLead && lead && (
        <div className="mb-10 md:mb-16">
          <LeadProduct product={lead} />
        </div>
      )}
      <ul className={GRID}>
        {rest.map((product, index) => (
          <li key={product.id}>
            <ProductTile product={product} isFirst={index < FIRST_ROW} />
          </li>
        ))}
      </ul>
    </>
  )
}

export function ShelfLoading({ hasLead }: { hasLead: boolean }) {
  return (
    <>
      <LoadingWords>Loading the shelf</LoadingWords>
      {hasLead && (
        <div className="mb-10 grid gap-x-gutter gap-y-5 md:mb-16 md:grid-cols-[7fr_5fr] md:items-center">
          <Skeleton className="aspect-4/3 w-full" />
          <div className="space-y-4">
            <Skeleton className="h-4 w-32" />
            <Skeleton className="h-24 w-full" />
            <Skeleton className="h-6 w-40" />
          </div>
        </div>
      )}
      <div className={GRID}>
        {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
          <div key={key} className="grid grid-cols-[7.5rem_1fr] content-start gap-x-4 gap-y-3 md:grid-cols-1">
            <Skeleton className="aspect-4/3 w-full" />
            <div className="space-y-2">
              <Skeleton className="h-4 w-24" />
              <Skeleton className="h-6 w-4/5" />
              <Skeleton className="h-10 w-full" />
              <Skeleton className="h-5 w-20" />
            </div>
          </div>
        ))}
      </div>
    </>
  )
}
