import type { WebhookSide } from '@cashwrap/shared/contracts/webhooks'
import { Link } from '@tanstack/react-router'
import { Button, buttonClass } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { Icon } from '../../components/icon.tsx'
import { KeyHints } from '../../components/list-filters.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { EndpointLedger } from '../../features/webhooks/endpoint-ledger.tsx'
import { SIDE_PATHS } from '../../features/webhooks/side-paths.ts'
import { WebhookTabs } from '../../features/webhooks/webhook-tabs.tsx'
import { readFailure } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'
import { useListKeys } from '../../lib/use-list-keys.ts'
import { useShop } from '../../lib/use-shop.ts'

export const StaffWebhooksPage = () => <EndpointsPage side="shop" />
export const SellingWebhooksPage = () => <EndpointsPage side="seller" />

const WORDS = {
  shop: 'Servers of yours that are told what happens in the shop, as it happens.',
  seller: 'Servers of yours that are told what is sold of your things, and what is paid back.',
} as const satisfies Record<WebhookSide, string>

/** Who is told. */
function EndpointsPage({ side }: { side: WebhookSide }) {
  const shop = useShop()
  const found = trpc.webhooks.endpoints.useQuery({ side }, { staleTime: 0 })
  useListKeys()
  const endpoints = found.data ?? []
  const add = (
    <Link to={SIDE_PATHS[side].create} className={buttonClass('primary', 'text-2!')}>
      <Icon name="plus" size={18} />
      Add an endpoint
    </Link>
  )
  return (
    <>
      <PageTitle shopName={shop?.name}>{side === 'shop' ? 'Webhooks, desk' : 'Webhooks'}</PageTitle>
      <div className="mb-3 flex flex-wrap items-end justify-between gap-x-8 gap-y-3">
        <div>
          <h1 className={side === 'shop' ? 'text-5' : 'text-6'}>Webhooks</h1>
          <p className="mt-1 max-w-measure text-2 text-soft">{WORDS[side]}</p>
        </div>
        {endpoints.length > 0 && add}
      </div>
      <WebhookTabs side={side} />
      {found.error ? (
        <FailureMessage
          failure={readFailure(found.error)}
          actions={<Button onClick={() => void found.refetch()}>Try again</Button>}
        />
      ) : found.isSuccess && endpoints.length === 0 ? (
        <EmptyState title="Nobody is told yet" actions={add}>
          <p>
            Give the address of a server, and what happens is sent there: signed, in order, and again until it is taken.
          </p>
        </EmptyState>
      ) : (
        <>
          <EndpointLedger side={side} endpoints={endpoints} isLoading={found.isPending} />
          <KeyHints hasSearch={false} />
        </>
      )}
    </>
  )
}
