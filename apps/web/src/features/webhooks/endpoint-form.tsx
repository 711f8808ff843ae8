import type { WebhookEventType } from '@cashwrap/shared/contracts/webhook-events'
import type { WebhookEndpoint, WebhookEventChoice } from '@cashwrap/shared/contracts/webhooks'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Checkbox } from '../../components/checkbox.tsx'
import { ErrorSummary } from '../../components/error-summary.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { TextField } from '../../components/text-field.tsx'
import { fieldError, type ScreenFailure } from '../../lib/failure.ts'
import { type ChosenEvents, EventChoice } from './event-choice.tsx'

const URL_FIELD = 'endpoint-url'
const EVENTS_FIELD = 'endpoint-events'

export interface EndpointDraft {
  url: string
  description: string
  eventTypes: WebhookEventType[]
  pluginForm: boolean
}

interface EndpointFormProps {
  /** What is there already, when it is changed. */
  endpoint?: WebhookEndpoint
  events: readonly WebhookEventChoice[]
  /** What the button says. */
  action: string
  isBusy: boolean
  failure: ScreenFailure | null
  onSend: (draft: EndpointDraft) => void
  /** Another way out, beside the button. */
  otherwise: ReactNode
}

/** Where webhooks go, of what, and signed how. */
export function EndpointForm({ endpoint, events, action, isBusy, failure, onSend, otherwise }: EndpointFormProps) {
  const [url, setUrl] = useState(endpoint?.url ?? '')
  const [description, setDescription] = useState(endpoint?.description ?? '')
  const [chosen, setChosen] = useState<ChosenEvents>(() => chosenBefore(endpoint, events))
  const [pluginForm, setPluginForm] = useState(endpoint?.pluginForm ?? false)
  const [attempt, setAttempt] = useState(0)
  const missing = {
    url: attempt > 0 && url.trim() === '' ? 'Write the address that webhooks go to' : undefined,
    events: attempt > 0 && chosen?.length === 0 ? 'Choose one event at least, or all of them' : undefined,
  }
  const refused = { url: told('The address', fieldError(failure, 'url')), events: fieldError(failure, 'eventTypes') }
  const urlError = missing.url ?? refused.url
  const eventsError = missing.events ?? refused.events
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAttempt(attempt + 1)
    if (isBusy || url.trim() === '' || chosen?.length === 0) return
    onSend({ url: url.trim(), description: description.trim(), eventTypes: [...(chosen ?? [])], pluginForm })
  }
  return (
    <form noValidate onSubmit={submit} className="max-w-[40rem] space-y-6">
      <ErrorSummary
        attempt={attempt}
        faults={[
          ...(missing.url ? [{ fieldId: URL_FIELD, message: missing.url }] : []),
          ...(missing.events ? [{ fieldId: EVENTS_FIELD, message: missing.events }] : []),
        ]}
      />
      <TextField
        id={URL_FIELD}
        label="Address"
        hint="Of your own server, over https. Each event is a POST there."
        type="url"
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        maxLength={2000}
        placeholder="https://erp.example.com/hooks"
        value={url}
        onChange={(event) => setUrl(event.target.value)}
        error={urlError}
      />
      <TextField
        label="What it is for"
        hint="For whoever looks at the list later. It may be left empty."
        autoComplete="off"
        maxLength={200}
        value={description}
        onChange={(event) => setDescription(event.target.value)}
      />
      <EventChoice id={EVENTS_FIELD} events={events} chosen={chosen} error={eventsError} onChosen={setChosen} />
      <fieldset>
        <legend className="font-semibold text-2">Signatures</legend>
        <p className="max-w-measure text-2 text-soft">
          Every request is signed as Standard Webhooks says: <code>webhook-id</code>, <code>webhook-timestamp</code> and{' '}
          <code>webhook-signature</code>.
        </p>
        <Checkbox
          label={
            <span>
              Sign as the WordPress plugin reads it, too: <code className="whitespace-nowrap">X-Rakubun-Signature</code>
            </span>
          }
          checked={pluginForm}
          onCheckedChange={setPluginForm}
        />
      </fieldset>
      {failure && !urlError && !eventsError && <FailureMessage failure={failure} />}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" isBusy={isBusy} className="text-2!">
          {action}
        </Button>
        {otherwise}
      </div>
    </form>
  )
}

/** `The address` + `must begin with https://` */
const told = (what: string, message: string | undefined) => message && `${what} ${message}`

/** Types that are known no more are dropped when it is saved. */
function chosenBefore(endpoint: WebhookEndpoint | undefined, events: readonly WebhookEventChoice[]): ChosenEvents {
  if (endpoint === undefined || endpoint.eventTypes.length === 0) return null
  return events.map(({ type }) => type).filter((type) => endpoint.eventTypes.includes(type))
}
