import type { WebhookDeliveryDetail, WebhookSide } from '@cashwrap/shared/contracts/webhooks'
import { Link } from '@tanstack/react-router'
import { CopyButton } from '../../components/copy-button.tsx'
import { Fact, Facts } from '../../components/facts.tsx'
import { TimeText } from '../../components/time-text.tsx'
import { AttemptList } from './attempt-list.tsx'
import { shortUrl } from './endpoint-words.ts'
import { showBody } from './show-body.ts'
import { SIDE_PATHS } from './side-paths.ts'

interface DeliveryViewProps {
  side: WebhookSide
  delivery: WebhookDeliveryDetail
}

/** All that is known of one delivery: where it goes, every attempt at it, and what is sent. */
export function DeliveryView({ side, delivery }: DeliveryViewProps) {
  return (
    <div className="grid gap-x-12 gap-y-9 xl:grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)]">
      <div className="space-y-8">
        <DeliveryFacts side={side} delivery={delivery} />
        {delivery.body !== null && (
          <section aria-labelledby="body">
            <div className="mb-2 flex flex-wrap items-end justify-between gap-3">
              <h2 id="body" className="text-3">
                What is sent
              </h2>
              <CopyButton text={delivery.body} label="Copy as sent" />
            </div>
            <pre className="whitespace-pre-wrap break-words rounded-1 bg-sunk px-4 py-3 text-1">
              {showBody(delivery.body)}
            </pre>
            <p className="mt-1.5 text-1 text-soft">
              The same bytes in every attempt; the lines are broken for reading.
            </p>
          </section>
        )}
      </div>
      <section aria-labelledby="attempts">
        <h2 id="attempts" className="mb-1 text-3">
          Attempts
        </h2>
        {delivery.attemptList.length === 0 ? (
          <p className="text-2 text-soft">{delivery.state === 'pending' ? 'None yet.' : 'Nothing was sent.'}</p>
        ) : (
          <AttemptList attempts={delivery.attemptList} />
        )}
      </section>
    </div>
  )
}

function DeliveryFacts({ side, delivery }: DeliveryViewProps) {
  const { receiver, orderId } = delivery
  return (
    <Facts title="Delivery">
      <Fact term="To">
        {receiver.kind === 'endpoint' ? (
          <Link
            to={SIDE_PATHS[side].endpoint}
            params={{ endpointId: receiver.endpointId }}
            className="link wrap-anywhere py-0.5"
          >
            {shortUrl(receiver.url)}
          </Link>
        ) : (
          <Link to="/staff/sites/$siteId" params={{ siteId: receiver.siteId }} className="link wrap-anywhere py-0.5">
            {shortUrl(receiver.url)}
          </Link>
        )}
      </Fact>
      <Fact term="Happened">
        <TimeText value={delivery.createdAt} style="date-clock" />
      </Fact>
      {delivery.deliveredAt && (
        <Fact term="Delivered">
          <TimeText value={delivery.deliveredAt} style="date-clock" />
        </Fact>
      )}
      {delivery.state === 'pending' && delivery.nextAttemptAt && (
        <Fact term="Next try">
          <TimeText value={delivery.nextAttemptAt} style="date-clock" className="font-medium" />
        </Fact>
      )}
      {orderId && (
        <Fact term="Order">
          {side === 'shop' ? (
            <Link to="/staff/orders/$orderId" params={{ orderId }} className="link py-0.5">
              Open the order
            </Link>
          ) : (
            <code className="select-all break-all text-1">{orderId}</code>
          )}
        </Fact>
      )}
      <Fact term="Ordered by">
        <code className="select-all break-all text-1">{delivery.orderingKey}</code>
        <span className="block text-1 text-soft">What has the same key goes out one after another.</span>
      </Fact>
      <Fact term="webhook-id">
        <code className="select-all break-all text-1">{delivery.messageId}</code>
      </Fact>
    </Facts>
  )
}
