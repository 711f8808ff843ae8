import type { WebhookEventType } from '@cashwrap/shared/contracts/webhook-events'
import type { WebhookEventChoice } from '@cashwrap/shared/contracts/webhooks'
import { Checkbox } from '../../components/checkbox.tsx'

/** Null is every event, those that are added later too. */
export type ChosenEvents = readonly WebhookEventType[] | null

interface EventChoiceProps {
  /** Where an error's link goes to. */
  id: string
  events: readonly WebhookEventChoice[]
  chosen: ChosenEvents
  error: string | undefined
  onChosen: (chosen: ChosenEvents) => void
}

/** What an endpoint is told of, from the catalogue. A test goes out whatever is chosen, so it is no choice. */
export function EventChoice({ id, events, chosen, error, onChosen }: EventChoiceProps) {
  const isOn = (type: WebhookEventType) => chosen?.includes(type) ?? false
  return (
    <fieldset>
      <legend className="font-semibold text-2">Events</legend>
      <Checkbox
        id={id}
        label="Every event, those that are added later too"
        checked={chosen === null}
        onCheckedChange={(isAll) => onChosen(isAll ? null : [])}
        error={error}
      />
      {chosen !== null && (
        <ul aria-label="Events to choose from" className="rise mt-1 space-y-1 border-hairline border-l-2 pl-4">
          {events
            .filter(({ type }) => type !== 'webhook.test')
            .map(({ type, summary }) => (
              <li key={type}>
                <Checkbox
                  label={<code className="font-semibold">{type}</code>}
                  checked={isOn(type)}
                  onCheckedChange={(on) => onChosen(on ? [...chosen, type] : chosen.filter((other) => other !== type))}
                />
                <p className="max-w-measure -mt-2 pb-2 pl-8.5 text-2 text-soft">{summary}</p>
              </li>
            ))}
        </ul>
      )}
    </fieldset>
  )
}
