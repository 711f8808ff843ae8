import type { WebhookEndpoint, WebhookSide } from '@cashwrap/shared/contracts/webhooks'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { Button, buttonClass } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { LoadingWords, Skeleton } from '../../components/skeleton.tsx'
import { StatusWord } from '../../components/status-word.tsx'
import { BackLink } from '../../features/webhooks/back-link.tsx'
import { DeliveryLedger } from '../../features/webhooks/delivery-ledger.tsx'
import { EndpointActions } from '../../features/webhooks/endpoint-actions.tsx'
import { EndpointFacts, EndpointTrouble } from '../../features/webhooks/endpoint-facts.tsx'
import { EndpointForm } from '../../features/webhooks/endpoint-form.tsx'
import { endpointWords, shortUrl } from '../../features/webhooks/endpoint-words.ts'
import { SecretOnce } from '../../features/webhooks/secret-once.tsx'
import { SIDE_PATHS } from '../../features/webhooks/side-paths.ts'
import { UrlText } from '../../features/webhooks/url-text.tsx'
import { useEndpointChanges } from '../../features/webhooks/use-endpoint-changes.ts'
import { readFailure } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'
import { useListKeys } from '../../lib/use-list-keys.ts'
import { useShop } from '../../lib/use-shop.ts'

const LATEST = 10

export function StaffWebhookPage() {
  const { endpointId } = useParams({ from: '/staff/webhooks/$endpointId' })
  return <EndpointPage key={endpointId} side="shop" endpointId={endpointId} />
}

export function SellingWebhookPage() {
  const { endpointId } = useParams({ from: '/selling/webhooks/$endpointId' })
  return <EndpointPage key={endpointId} side="seller" endpointId={endpointId} />
}

interface EndpointPageProps {
  side: WebhookSide
  endpointId: string
}

/** One endpoint: how it stands, what can be done to it, and what it was told last. */
function EndpointPage({ side, endpointId }: EndpointPageProps) {
  const shop = useShop()
  const all = trpc.webhooks.endpoints.useQuery({ side }, { staleTime: 0 })
  const endpoint = all.data?.find((one) => one.id === endpointId)
  return (
    <>
      <PageTitle shopName={shop?.name}>{endpoint ? `Webhooks to ${shortUrl(endpoint.url)}` : 'Endpoint'}</PageTitle>
      <BackLink side={side} to="endpoints" />
      {all.error && (
        <FailureMessage
          failure={readFailure(all.error)}
          actions={<Button onClick={() => void all.refetch()}>Try again</Button>}
        />
      )}
      {all.isPending && (
        <>
          <LoadingWords>Loading the endpoint</LoadingWords>
          <Skeleton className="mt-2 h-9 w-72" />
          <Skeleton className="mt-8 h-64 w-full" />
        </>
      )}
      {all.isSuccess && !endpoint && (
        <EmptyState
          isPageTitle
          title="No such endpoint"
          actions={
            <Link
              to={SIDE_PATHS[side].deliveries}
              search={{ endpoint: endpointId }}
              className={buttonClass('quiet', 'text-2!')}
            >
              What was sent there
            </Link>
          }
        >
          <p>It was removed, or belongs to somebody else.</p>
        </EmptyState>
      )}
      {endpoint && <Endpoint side={side} endpoint={endpoint} />}
    </>
  )
}

function Endpoint({ side, endpoint }: { side: WebhookSide; endpoint: WebhookEndpoint }) {
  const [isEdited, setIsEdited] = useState(false)
  const changes = useEndpointChanges(side, endpoint.id)
  const events = trpc.webhooks.eventTypes.useQuery({ side }, { staleTime: Number.POSITIVE_INFINITY })
  const { word, tone } = endpointWords(endpoint)
  return (
    <>
      <div className="mt-1 mb-5 flex flex-wrap items-baseline gap-x-5 gap-y-1">
        <h1 className="wrap-anywhere min-w-0 text-5">
          <UrlText url={endpoint.url} />
        </h1>
        <StatusWord tone={tone}>{word}</StatusWord>
      </div>
      {changes.secret && (
        <SecretOnce secret={changes.secret} oldUntil={endpoint.oldSecretUntil} onKept={changes.forgetSecret} />
      )}
      <EndpointTrouble endpoint={endpoint} />
      {isEdited && events.data ? (
        <EndpointForm
          endpoint={endpoint}
          events={events.data}
          action="Save"
          isBusy={changes.isSaving}
          failure={changes.saveFailure}
          onSend={(draft) => changes.save(draft, () => setIsEdited(false))}
          otherwise={
            <Button variant="quiet" className="text-2!" onClick={() => setIsEdited(false)}>
              Leave it as it is
            </Button>
          }
        />
      ) : (
        <>
          <EndpointActions endpoint={endpoint} changes={changes} onEdit={() => setIsEdited(true)} />
          <div className="mt-8 grid gap-x-12 gap-y-9 xl:grid-cols-[minmax(0,1fr)_minmax(0,1.3fr)]">
            <EndpointFacts endpoint={endpoint} />
            <Latest side={side} endpoint={endpoint} />
          </div>
        </>
      )}
    </>
  )
}

function Latest({ side, endpoint }: { side: WebhookSide; endpoint: WebhookEndpoint }) {
  const latest = trpc.webhooks.deliveries.useQuery({ side, endpointId: endpoint.id, limit: LATEST })
  useListKeys()
  return (
    <section aria-labelledby="latest">
      <h2 id="latest" className="mb-1 text-3">
        Told last
      </h2>
      {latest.error ? (
        <FailureMessage
          failure={readFailure(latest.error)}
          actions={<Button onClick={() => void latest.refetch()}>Try again</Button>}
        />
      ) : latest.data?.items.length === 0 ? (
        <p className="border-hairline border-t py-3 text-2 text-soft">Nothing yet. A test shows whether it answers.</p>
      ) : (
        <>
          <DeliveryLedger isBrief side={side} deliveries={latest.data?.items ?? []} isLoading={latest.isPending} />
          <Link
            to={SIDE_PATHS[side].deliveries}
            search={{ endpoint: endpoint.id }}
            className="link mt-2 inline-flex min-h-target items-center text-2"
          >
            All that was sent there
          </Link>
        </>
      )}
    </section>
  )
}
