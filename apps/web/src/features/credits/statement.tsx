import { Link } from '@tanstack/react-router'
import { Button, buttonClass } from '../../components/button.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { Icon } from '../../components/icon.tsx'
import { LoadingWords, Skeleton } from '../../components/skeleton.tsx'
import { readFailure } from '../../lib/failure.ts'
import { type CreditsSearch, isFiltered, statementCsv } from './credits-search.ts'
import { EntryList } from './entry-list.tsx'
import { StatementFilters } from './statement-filters.tsx'
import { useStatement } from './use-statement.ts'

interface StatementProps {
  search: CreditsSearch
  types: readonly string[]
}

/** Every change of the reader's credits, by type and kind, a page at a time or all at once as a spreadsheet. */
export function Statement({ search, types }: StatementProps) {
  const { entries, ...pages } = useStatement(search)
  const failure = pages.error ? readFailure(pages.error) : null
  return (
    <section id="statement" aria-labelledby="statement-title" className="scroll-mt-6">
      <div className="mb-4 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <h2 id="statement-title" className="text-5">
          Statement
        </h2>
        <a href={statementCsv(search)} download className={buttonClass('quiet', 'text-2! px-4!')}>
          <Icon name="download" size={18} />
          Download it (CSV)
        </a>
      </div>
      <StatementFilters search={search} types={types} />
      <div aria-busy={pages.isPlaceholderData} className={`mt-4 ${pages.isPlaceholderData ? 'opacity-55' : ''}`}>
        {pages.isPending && <StatementSkeleton />}
        {entries.length > 0 && <EntryList entries={entries} />}
        {pages.isSuccess && entries.length === 0 && <NothingHere search={search} />}
      </div>
      {failure && (
        <FailureMessage
          className="mt-5"
          failure={failure}
          actions={
            <Button onClick={() => void (entries.length > 0 ? pages.fetchNextPage() : pages.refetch())}>
              Try again
            </Button>
          }
        />
      )}
      {pages.hasNextPage && !failure && (
        <div className="mt-6 text-center">
          <Button variant="quiet" isBusy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            Show older changes
          </Button>
        </div>
      )}
    </section>
  )
}

function NothingHere({ search }: { search: CreditsSearch }) {
  return (
    <div className="border-hairline border-y py-10 text-center text-soft">
      <p>{isFiltered(search) ? 'Nothing like that has happened.' : 'Nothing has happened yet.'}</p>
      {isFiltered(search) && (
        <Link to="/credits" resetScroll={false} className={buttonClass('plain', 'mt-1')}>
          Show everything
        </Link>
      )}
    </div>
  )
}

function StatementSkeleton() {
  return (
    <>
      <LoadingWords>Loading your statement</LoadingWords>
      {['a', 'b', 'c', 'd'].map((row) => (
        <div key={row} className="flex items-start gap-6 border-hairline border-t py-3">
          <div className="grow">
            <Skeleton className="h-6 w-40" />
            <Skeleton className="mt-1.5 h-5 w-56" />
          </div>
          <Skeleton className="h-6 w-12" />
        </div>
      ))}
    </>
  )
}
