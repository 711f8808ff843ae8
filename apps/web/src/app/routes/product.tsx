import type { Product } from '@cashwrap/shared/contracts/catalogue'
import { getRouteApi, Link } from '@tanstack/react-router'
import { FailureScreen } from '../../components/failure-screen.tsx'
import { Icon } from '../../components/icon.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { Picture } from '../../components/picture.tsx'
import { LoadingWords, Skeleton } from '../../components/skeleton.tsx'
import { PlanPanel } from '../../features/plans/plan-panel.tsx'
import { BuyPanel } from '../../features/product/buy-panel.tsx'
import { EventFacts } from '../../features/product/event-facts.tsx'
import { ProductContents } from '../../features/product/product-contents.tsx'
import { productData } from '../../features/product/product-data.ts'
import { readFailure } from '../../lib/failure.ts'
import { KIND_WORDS } from '../../lib/kind-words.ts'
import { writeInterval } from '../../lib/plan-interval.ts'
import { toScriptText } from '../../lib/script-text.ts'
import { trpc } from '../../lib/trpc.ts'
import { useShop } from '../../lib/use-shop.ts'
import { NotFoundScreen } from '../not-found-screen.tsx'

const route = getRouteApi('/products/$slug')
const COLUMNS = 'grid gap-x-gutter gap-y-8 md:grid-cols-2 lg:grid-cols-[7fr_5fr]'

export function ProductPage() {
  const { slug } = route.useParams()
  const product = trpc.catalogue.get.useQuery({ slug })
  const failure = product.error ? readFailure(product.error) : null

  if (failure?.kind === 'not-found') {
    return <NotFoundScreen title="Not in this shop" detail="This product does not exist or is no longer shown." />
  }
  return (
    <>
      <BackToShop />
      {product.data ? (
        <ProductDetails product={product.data} />
      ) : failure ? (
        <FailureScreen failure={failure} onRetry={() => void product.refetch()} />
      ) : (
        <ProductLoading />
      )}
    </>
  )
}

function ProductDetails({ product }: { product: Product }) {
  const shop = useShop()
  const words = KIND_WORDS[product.kind]
  const { interval = 'month' } = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <article>
      <PageTitle shopName={shop?.name}>{product.title}</PageTitle>
      <meta name="description" content={product.summary} />
      {shop && (
        <script type="application/ld+json">
          {toScriptText(productData(product, shop.name, window.location.origin))}
        </script>
      )}
      <div className={COLUMNS}>
        <Picture seed={product.pictureSeed} kind={product.kind} isFirst className="w-full self-start" />
        <div className="lg:row-span-2">
          <div className="lg:sticky lg:top-8">
            <p className="flex flex-wrap items-center gap-x-2 text-2 text-soft">
              <Link to="/" search={{ kind: product.kind }} className="link inline-flex min-h-target items-center">
                {words.one}
              </Link>
              {product.seller && <span>by {product.seller.name}</span>}
            </p>
            <h1 className="text-5 lg:text-[2.375rem] lg:leading-[1.1]">{product.title}</h1>
            <p className="mt-3 max-w-[48ch] text-3 text-soft">{product.summary}</p>
            {product.event && <EventFacts event={product.event} />}
            {product.kind === 'plan' ? (
              <PlanPanel
                key={product.id}
                slug={product.slug}
                interval={interval}
                onInterval={(chosen) =>
                  void navigate({ search: writeInterval(chosen), replace: true, resetScroll: false })
                }
              />
            ) : (
              <BuyPanel key={product.id} product={product} />
            )}
          </div>
        </div>
        <div className="md:max-lg:col-span-2">
          <ProductContents product={product} />
        </div>
      </div>
    </article>
  )
}

function BackToShop() {
  return (
    <p className="pt-3 pb-3 md:pt-5">
      <Link to="/" className="inline-flex min-h-target items-center gap-2 text-2 text-soft hover:text-ink">
        <Icon name="back" size={18} /> All of the shop
      </Link>
    </p>
  )
}

function ProductLoading() {
  return (
    <div className={COLUMNS}>
      <LoadingWords>Loading the product</LoadingWords>
      <Skeleton className="aspect-4/3 w-full" />
      <div className="space-y-4">
        <Skeleton className="h-5 w-32" />
        <Skeleton className="h-20 w-full" />
        <Skeleton className="h-12 w-4/5" />
        <Skeleton className="h-40 w-full" />
      </div>
    </div>
  )
}
