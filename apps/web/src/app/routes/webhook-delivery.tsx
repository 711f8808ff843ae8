import type { WebhookSide } from '@cashwrap/shared/contracts/webhooks'
import { useParams } from '@tanstack/react-router'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { useNotices } from '../../components/notices.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { LoadingWords, Skeleton } from '../../components/skeleton.tsx'
import { StatusWord } from '../../components/status-word.tsx'
import { errorWords } from '../../features/webhooks/answer-words.ts'
import { BackLink } from '../../features/webhooks/back-link.tsx'
import { DeliveryView } from '../../features/webhooks/delivery-view.tsx'
import { deliveryWords } from '../../features/webhooks/delivery-words.ts'
import { ReplayFailure } from '../../features/webhooks/replay-failure.tsx'
import { readFailure } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'
import { useShop } from '../../lib/use-shop.ts'

/** How often it is asked for again while it is on its way. */
const ASK_AGAIN_MS = 1500

export function StaffDeliveryPage() {
  const { deliveryId } = useParams({ from: '/staff/webhooks/deliveries/$deliveryId' })
  return <DeliveryPage side="shop" deliveryId={deliveryId} />
}

export function SellingDeliveryPage() {
  const { deliveryId } = useParams({ from: '/selling/webhooks/deliveries/$deliveryId' })
  return <DeliveryPage side="seller" deliveryId={deliveryId} />
}

/** One delivery with every attempt, as it goes on. */
function DeliveryPage({ side, deliveryId }: { side: WebhookSide; deliveryId: string }) {
  const shop = useShop()
  const utils = trpc.useUtils()
  const notices = useNotices()
  const found = trpc.webhooks.delivery.useQuery(
    { side, deliveryId },
    { refetchInterval: ({ state }) => (state.data?.state === 'pending' ? ASK_AGAIN_MS : false) },
  )
  const replay = trpc.webhooks.replay.useMutation({
    onSuccess: async () => {
      notices.show('On its way once more.')
      await utils.webhooks.invalidate()
    },
  })
  const failure = found.error ? readFailure(found.error) : null
  const delivery = found.data
  return (
    <>
      <PageTitle shopName={shop?.name}>{delivery ? `Delivery of ${delivery.type}` : 'Delivery'}</PageTitle>
      <BackLink side={side} to="deliveries" />
      {failure?.kind === 'not-found' || failure?.kind === 'invalid-input' ? (
        <EmptyState isPageTitle title="No such delivery">
          <p>Nothing that was sent has that id, or it went to somebody else.</p>
        </EmptyState>
      ) : (
        failure && (
          <FailureMessage failure={failure} actions={<Button onClick={() => void found.refetch()}>Try again</Button>} />
        )
      )}
      {found.isPending && (
        <>
          <LoadingWords>Loading the delivery</LoadingWords>
          <Skeleton className="mt-2 h-9 w-64" />
          <Skeleton className="mt-8 h-96 w-full" />
        </>
      )}
      {delivery && (
        <>
          <div className="mt-1 mb-6 flex flex-wrap items-center gap-x-5 gap-y-3">
            <h1 className="min-w-0 break-words text-5">{delivery.type}</h1>
            <p role="status" className="text-2">
              <StatusWord tone={deliveryWords(delivery).tone}>{deliveryWords(delivery).word}</StatusWord>
              {delivery.state !== 'delivered' && delivery.lastError && (
                <span className="ml-2 text-soft">{errorWords(delivery.lastError, delivery.lastStatus)}</span>
              )}
            </p>
            <Button
              variant="quiet"
              className="text-2! sm:ml-auto"
              isBusy={replay.isPending}
              onClick={() => replay.mutate({ side, deliveryId })}
            >
              {delivery.state === 'pending' && delivery.attempts > 0 ? 'Try now' : 'Replay'}
            </Button>
          </div>
          {replay.error && <ReplayFailure failure={readFailure(replay.error)} className="mb-6" />}
          <DeliveryView side={side} delivery={delivery} />
        </>
      )}
    </>
  )
}
