import '../../features/library/library.css'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { Button, buttonClass } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { SignInNeeded } from '../../components/sign-in-needed.tsx'
import { LoadingWords, Skeleton } from '../../components/skeleton.tsx'
import { TextField } from '../../components/text-field.tsx'
import { LibraryEntry } from '../../features/library/library-entry.tsx'
import { groupLibrary } from '../../features/library/library-groups.ts'
import { readFailure } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'
import { useShop } from '../../lib/use-shop.ts'

/** From so many things on, a search stands above them. */
const SEARCH_FROM = 9

export function LibraryPage() {
  const shop = useShop()
  const library = trpc.library.list.useQuery()
  const [search, setSearch] = useState('')
  const items = library.data?.items ?? []
  const groups = groupLibrary(items, search)
  const failure = library.error ? readFailure(library.error) : null
  const title = <PageTitle shopName={shop?.name}>Library</PageTitle>

  const isLoaded = library.isSuccess
  useEffect(() => {
    const wanted = decodeURIComponent(window.location.hash.slice(1))
    if (isLoaded && wanted) document.getElementById(wanted)?.scrollIntoView()
  }, [isLoaded])

  if (failure?.kind === 'sign-in-required') {
    return (
      <>
        {title}
        <SignInNeeded title="Your library is behind a door" next="/library">
          Sign in with the address you bought with: a code goes to it, and everything you bought opens here.
        </SignInNeeded>
      </>
    )
  }
  if (isLoaded && items.length === 0) {
    return (
      <>
        {title}
        <EmptyState
          isPageTitle
          title="Nothing on the shelf yet"
          actions={
            <>
              <Link to="/" className={buttonClass('primary')}>
                Look around the shop
              </Link>
              <Link to="/orders" className={buttonClass('quiet')}>
                Your orders
              </Link>
            </>
          }
        >
          <p>What you buy with this address appears here at once, to open, read and download.</p>
        </EmptyState>
      </>
    )
  }
  return (
    <div className="mx-auto max-w-[60rem] pt-8 sm:pt-10">
      {title}
      <h1 className="text-6">Library</h1>
      {failure && (
        <FailureMessage
          className="mt-6"
          failure={failure}
          actions={<Button onClick={() => void library.refetch()}>Try again</Button>}
        />
      )}
      {library.isPending && <LibrarySkeleton />}
      {items.length >= SEARCH_FROM && (
        <div className="mt-5 max-w-sm">
          <TextField
            label="Find in your library"
            type="search"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        </div>
      )}
      {groups.map((group) => (
        <section key={group.title} aria-label={group.title} className="mt-9">
          <div className="flex flex-wrap items-baseline justify-between gap-x-6">
            <h2 className="text-5">{group.title}</h2>
            {group.items.some((item) => item.kind === 'credit_package') && (
              <Link to="/credits" className="link inline-flex min-h-target items-center font-medium text-2">
                See your credits
              </Link>
            )}
          </div>
          <ul className="mt-2 divide-y divide-hairline border-hairline border-y">
            {group.items.map((item) => (
              <LibraryEntry key={item.productId} item={item} />
            ))}
          </ul>
        </section>
      ))}
      {items.length > 0 && groups.length === 0 && <p className="mt-9 text-soft">Nothing of yours is called that.</p>}
    </div>
  )
}

function LibrarySkeleton() {
  return (
    <>
      <LoadingWords>Loading your library</LoadingWords>
      <Skeleton className="mt-9 h-8 w-40" />
      {['a', 'b', 'c'].map((row) => (
        <div
          key={row}
          className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-x-4 py-5 sm:grid-cols-[9rem_minmax(0,1fr)] sm:gap-x-6"
        >
          <Skeleton className="aspect-4/3 w-full" />
          <div>
            <Skeleton className="h-6 w-3/5" />
            <Skeleton className="mt-2 h-4 w-2/5" />
          </div>
        </div>
      ))}
    </>
  )
}
