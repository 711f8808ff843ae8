import type { WebhookSide } from '@cashwrap/shared/contracts/webhooks'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, buttonClass } from '../../components/button.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { LoadingWords, Skeleton } from '../../components/skeleton.tsx'
import { BackLink } from '../../features/webhooks/back-link.tsx'
import { EndpointForm } from '../../features/webhooks/endpoint-form.tsx'
import { SecretOnce } from '../../features/webhooks/secret-once.tsx'
import { SIDE_PATHS } from '../../features/webhooks/side-paths.ts'
import { readFailure } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'
import { useShop } from '../../lib/use-shop.ts'

export const StaffNewWebhookPage = () => <NewEndpointPage side="shop" />
export const SellingNewWebhookPage = () => <NewEndpointPage side="seller" />

/** A new endpoint, and its secret while it can be seen. */
function NewEndpointPage({ side }: { side: WebhookSide }) {
  const shop = useShop()
  const navigate = useNavigate()
  const utils = trpc.useUtils()
  const events = trpc.webhooks.eventTypes.useQuery({ side }, { staleTime: Number.POSITIVE_INFINITY })
  const create = trpc.webhooks.create.useMutation({ onSuccess: () => utils.webhooks.endpoints.invalidate({ side }) })
  const made = create.data
  return (
    <>
      <PageTitle shopName={shop?.name}>{side === 'shop' ? 'New endpoint, desk' : 'New endpoint'}</PageTitle>
      <BackLink side={side} to="endpoints" />
      <h1 className="mt-1 mb-6 text-5">{made ? 'The endpoint is there' : 'New endpoint'}</h1>
      {made ? (
        <SecretOnce
          secret={made.secret}
          oldUntil={null}
          onKept={() => void navigate({ to: SIDE_PATHS[side].endpoint, params: { endpointId: made.id } })}
        />
      ) : events.data ? (
        <EndpointForm
          events={events.data}
          action="Add the endpoint"
          isBusy={create.isPending}
          failure={create.error ? readFailure(create.error) : null}
          onSend={(draft) => create.mutate({ side, ...draft })}
          otherwise={
            <Link to={SIDE_PATHS[side].endpoints} className={buttonClass('quiet', 'text-2!')}>
              Leave it
            </Link>
          }
        />
      ) : events.error ? (
        <FailureMessage
          failure={readFailure(events.error)}
          actions={<Button onClick={() => void events.refetch()}>Try again</Button>}
        />
      ) : (
        <>
          <LoadingWords />
          <Skeleton className="h-96 max-w-[40rem]" />
        </>
      )}
    </>
  )
}
