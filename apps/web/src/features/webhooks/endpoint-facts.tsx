import type { WebhookEndpoint } from '@cashwrap/shared/contracts/webhooks'
import type { ReactNode } from 'react'
import { Fact, Facts } from '../../components/facts.tsx'
import { Icon } from '../../components/icon.tsx'
import { TimeText } from '../../components/time-text.tsx'

export function EndpointFacts({ endpoint }: { endpoint: WebhookEndpoint }) {
  return (
    <Facts title="Endpoint">
      <Fact term="Address">
        <code className="select-all break-all">{endpoint.url}</code>
      </Fact>
      {endpoint.description && <Fact term="For">{endpoint.description}</Fact>}
      <Fact term="Told of">
        {endpoint.eventTypes.length === 0 ? (
          'Every event, those that are added later too'
        ) : (
          <ul>
            {endpoint.eventTypes.map((type) => (
              <li key={type}>
                <code>{type}</code>
              </li>
            ))}
          </ul>
        )}
      </Fact>
      <Fact term="Signed">
        {endpoint.pluginForm
          ? 'As Standard Webhooks says, and as the WordPress plugin reads it'
          : 'As Standard Webhooks says'}
      </Fact>
      {endpoint.oldSecretUntil && (
        <Fact term="Old secret">
          signs too until <TimeText value={endpoint.oldSecretUntil} style="date-time" />
        </Fact>
      )}
      <Fact term="Last taken">
        {endpoint.lastSuccessAt ? <TimeText value={endpoint.lastSuccessAt} style="date-time" /> : 'nothing yet'}
      </Fact>
      <Fact term="Made">
        <TimeText value={endpoint.createdAt} style="date-time" />
      </Fact>
    </Facts>
  )
}

/** What is wrong with an endpoint, and what comes of it. */
export function EndpointTrouble({ endpoint }: { endpoint: WebhookEndpoint }) {
  if (endpoint.state === 'disabled') {
    return (
      <Note>
        <strong className="font-semibold">Nothing goes there</strong>
        {endpoint.disabledReason && <>: {endpoint.disabledReason}</>}. Events that happen meanwhile are not kept for it.
      </Note>
    )
  }
  if (endpoint.failingSince === null) return null
  return (
    <Note>
      <strong className="font-semibold">
        Failing since <TimeText value={endpoint.failingSince} style="date-time" />.
      </strong>{' '}
      Each event is tried ten times over three days. If nothing is taken for five days, the endpoint is disabled.
    </Note>
  )
}

const Note = ({ children }: { children: ReactNode }) => (
  <p role="note" className="mb-6 flex max-w-[46rem] items-start gap-2.5 bg-amber-wash px-4 py-3 text-2">
    <Icon name="alert" size={18} className="mt-0.5 text-amber" />
    <span>{children}</span>
  </p>
)
