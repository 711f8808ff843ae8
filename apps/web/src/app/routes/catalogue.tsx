import { getRouteApi, Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { Button, buttonClass } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { useNotices } from '../../components/notices.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { type CatalogueSearch, isFiltered } from '../../features/catalogue/catalogue-search.ts'
import { Shelf, ShelfLoading } from '../../features/catalogue/shelf.tsx'
import { ShelfFilters } from '../../features/catalogue/shelf-filters.tsx'
import { useShelf } from '../../features/catalogue/use-shelf.ts'
import { readFailure } from '../../lib/failure.ts'
import { KIND_WORDS } from '../../lib/kind-words.ts'
import { useShop } from '../../lib/use-shop.ts'

const route = getRouteApi('/')

function titleOf({ search, kind }: CatalogueSearch): string | null {
  const what = kind ? KIND_WORDS[kind].many : null
  if (search) return what ? `${what} for “${search}”` : `Results for “${search}”`
  return what
}

export function CataloguePage() {
  const shop = useShop()
  const search = route.useSearch()
  const shelf = useShelf(search)
  const title = titleOf(search)
  const { announce } = useNotices()
  const isPlain = !isFiltered(search) && search.sort === undefined
  const found = shelf.isPlaceholderData ? undefined : shelf.products?.length

  useEffect(() => {
    if (title && found !== undefined) announce(`${title}: ${found === 1 ? '1 thing' : `${found} things`}`)
  }, [title, found, announce])

  return (
    <>
      <PageTitle shopName={shop?.name}>{title ?? shop?.name ?? 'Shop'}</PageTitle>
      <h1 className={title ? 'pt-8 text-5' : 'sr-only'}>{title ?? 'Everything in the shop'}</h1>
      <div className="pt-2 pb-8 md:pt-3 md:pb-10">
        <ShelfFilters search={search} />
      </div>
      {shelf.products ? (
        shelf.products.length > 0 ? (
          <div aria-busy={shelf.isPlaceholderData} className={shelf.isPlaceholderData ? 'opacity-60' : ''}>
            <Shelf products={shelf.products} hasLead={isPlain} />
            <MoreOfTheShelf shelf={shelf} search={search} />
          </div>
        ) : (
          <NothingFound search={search} />
        )
      ) : shelf.isError ? (
        <FailureMessage
          failure={readFailure(shelf.error)}
          className="max-w-measure"
          actions={<Button onClick={() => void shelf.refetch()}>Try again</Button>}
        />
      ) : (
        <ShelfLoading hasLead={isPlain} />
      )}
    </>
  )
}

function MoreOfTheShelf({ shelf, search }: { shelf: ReturnType<typeof useShelf>; search: CatalogueSearch }) {
  const navigate = route.useNavigate()
  if (!shelf.hasNextPage) return null
  const pages = shelf.data?.pages.length ?? 1
  return (
    <div className="mt-14 flex flex-col items-center gap-3">
      {shelf.isFetchNextPageError && (
        <FailureMessage failure={readFailure(shelf.error)} className="w-full max-w-measure" />
      )}
      <Button
        variant="quiet"
        isBusy={shelf.isFetchingNextPage}
        onClick={() => {
          void shelf.fetchNextPage()
          void navigate({ search: { ...search, pages: pages + 1 }, replace: true, resetScroll: false })
        }}
      >
        Show more
      </Button>
      <p className="text-2 text-soft">{shelf.products?.length} shown so far</p>
    </div>
  )
}

function NothingFound({ search }: { search: CatalogueSearch }) {
  if (!isFiltered(search)) {
    return <EmptyState title="The shelves are empty">Nothing is on sale here right now. Come back soon.</EmptyState>
  }
  return (
    <EmptyState
      title="Nothing like that here"
      actions={
        <Link to="/" className={buttonClass('quiet')}>
          Show everything
        </Link>
      }
    >
      Try a shorter word, or look through the whole shop.
    </EmptyState>
  )
}
