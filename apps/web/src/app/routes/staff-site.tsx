import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Button, buttonClass } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { Icon } from '../../components/icon.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { LoadingWords, Skeleton } from '../../components/skeleton.tsx'
import { StatusWord } from '../../components/status-word.tsx'
import { SiteActions } from '../../features/sites/site-actions.tsx'
import { SiteFacts } from '../../features/sites/site-facts.tsx'
import { SiteNotes } from '../../features/sites/site-notes.tsx'
import { STATUS_WORDS, siteName } from '../../features/sites/site-words.ts'
import { UserCredits } from '../../features/sites/user-credits.tsx'
import { DeliveryLedger } from '../../features/webhooks/delivery-ledger.tsx'
import { readFailure } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'
import { useListKeys } from '../../lib/use-list-keys.ts'
import { useShop } from '../../lib/use-shop.ts'

const LATEST = 5

export function StaffSitePage() {
  const { siteId } = useParams({ from: '/staff/sites/$siteId' })
  const { user } = useSearch({ from: '/staff/sites/$siteId' })
  const navigate = useNavigate({ from: '/staff/sites/$siteId' })
  const shop = useShop()
  const found = trpc.staff.sites.one.useQuery({ site: siteId })
  const failure = found.error ? readFailure(found.error) : null
  const site = found.data
  const now = new Date(Date.now() + (shop?.clockOffsetSeconds ?? 0) * 1000)
  return (
    <>
      <PageTitle shopName={shop?.name}>{site ? `${siteName(site)}, desk` : 'Site, desk'}</PageTitle>
      <Link to="/staff/sites" className="link inline-flex min-h-target items-center gap-1.5 text-2">
        <Icon name="back" size={18} />
        Sites
      </Link>
      {failure?.kind === 'not-found' || failure?.kind === 'invalid-input' ? (
        <EmptyState isPageTitle title="No such site">
          <p>None that is registered here has that id.</p>
        </EmptyState>
      ) : (
        failure && (
          <FailureMessage failure={failure} actions={<Button onClick={() => void found.refetch()}>Try again</Button>} />
        )
      )}
      {found.isPending && (
        <>
          <LoadingWords>Loading the site</LoadingWords>
          <Skeleton className="mt-2 h-9 w-64" />
          <Skeleton className="mt-8 h-96 w-full" />
        </>
      )}
      {site && (
        <>
          <div className="mt-1 mb-5 flex flex-wrap items-baseline gap-x-5 gap-y-1">
            <h1 className="min-w-0 break-words text-5">{siteName(site)}</h1>
            <StatusWord tone={STATUS_WORDS[site.status].tone}>{STATUS_WORDS[site.status].word}</StatusWord>
          </div>
          <SiteNotes site={site} now={now} />
          <SiteActions site={site} />
          <div className="mt-8 grid gap-x-12 gap-y-9 xl:grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)]">
            <SiteFacts site={site} />
            <div className="space-y-9">
              <Latest siteId={siteId} />
              <UserCredits
                siteId={siteId}
                user={user}
                onUser={(wanted) => void navigate({ search: wanted ? { user: wanted } : {}, replace: true })}
              />
            </div>
          </div>
        </>
      )}
    </>
  )
}

function Latest({ siteId }: { siteId: string }) {
  const latest = trpc.webhooks.deliveries.useQuery({ side: 'shop', siteId, limit: LATEST })
  useListKeys()
  return (
    <section aria-labelledby="told">
      <h2 id="told" className="mb-1 text-3">
        Told last
      </h2>
      {latest.error ? (
        <FailureMessage
          failure={readFailure(latest.error)}
          actions={<Button onClick={() => void latest.refetch()}>Try again</Button>}
        />
      ) : latest.data?.items.length === 0 ? (
        <p className="border-hairline border-t py-3 text-2 text-soft">Nothing was sent there yet.</p>
      ) : (
        <>
          <DeliveryLedger isBrief side="shop" deliveries={latest.data?.items ?? []} isLoading={latest.isPending} />
          <Link
            to="/staff/webhooks/deliveries"
            search={{ site: siteId }}
            className={buttonClass('plain', 'mt-2 text-2!')}
          >
            All deliveries to this site
          </Link>
        </>
      )}
    </section>
  )
}
