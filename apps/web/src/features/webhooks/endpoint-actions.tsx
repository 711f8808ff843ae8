import type { WebhookEndpoint } from '@cashwrap/shared/contracts/webhooks'
import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { Icon } from '../../components/icon.tsx'
import { shortUrl } from './endpoint-words.ts'
import type { useEndpointChanges } from './use-endpoint-changes.ts'

interface EndpointActionsProps {
  endpoint: WebhookEndpoint
  changes: ReturnType<typeof useEndpointChanges>
  onEdit: () => void
}

/** Everything that can be done to an endpoint; what takes something away says so before. */
export function EndpointActions({ endpoint, changes, onEdit }: EndpointActionsProps) {
  const [asked, setAsked] = useState<'rotate' | 'disable' | 'remove' | null>(null)
  const close = () => setAsked(null)
  const isActive = endpoint.state === 'active'
  const failure = changes.sendTest.failure ?? changes.enable.failure
  return (
    <>
      <div className="flex flex-wrap gap-3">
        {isActive ? (
          <Button className="text-2!" isBusy={changes.sendTest.isBusy} onClick={() => changes.sendTest.run()}>
            <Icon name="send" size={18} />
            Send a test
          </Button>
        ) : (
          <Button className="text-2!" isBusy={changes.enable.isBusy} onClick={() => changes.enable.run()}>
            Enable
          </Button>
        )}
        <Button variant="quiet" className="text-2!" onClick={onEdit}>
          Change
        </Button>
        <Button variant="quiet" className="text-2!" onClick={() => setAsked('rotate')}>
          New secret
        </Button>
        {isActive && (
          <Button variant="quiet" className="text-2!" onClick={() => setAsked('disable')}>
            Disable
          </Button>
        )}
        <Button variant="quiet" className="text-2!" onClick={() => setAsked('remove')}>
          Remove
        </Button>
      </div>
      {failure && <FailureMessage failure={failure} className="mt-4" />}
      <ConfirmDialog
        isOpen={asked === 'rotate'}
        onClose={close}
        title="A new secret?"
        action="Make a new secret"
        isBusy={changes.rotate.isBusy}
        failure={changes.rotate.failure}
        onConfirm={() => changes.rotate.run(close)}
      >
        <p>It is shown once, right after. It signs from then on.</p>
        <p>The old one is good for another 24 hours: until then each request carries both signatures.</p>
        {endpoint.oldSecretUntil && <p>A secret that was replaced before this one ends at once.</p>}
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={asked === 'disable'}
        onClose={close}
        title="Disable this endpoint?"
        action="Disable it"
        isBusy={changes.disable.isBusy}
        failure={changes.disable.failure}
        onConfirm={() => changes.disable.run(close)}
      >
        <p>Nothing goes there until it is enabled again, and what happens meanwhile is not kept for it.</p>
        <p>What is on its way is cancelled. It can be replayed later.</p>
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={asked === 'remove'}
        onClose={close}
        title="Remove this endpoint?"
        action="Remove it for good"
        isBusy={changes.remove.isBusy}
        failure={changes.remove.failure}
        onConfirm={() => changes.remove.run(close)}
      >
        <p>
          Nothing goes to <strong className="break-all">{shortUrl(endpoint.url)}</strong> any more, what is on its way
          is cancelled, and its secret is worth nothing. This cannot be undone.
        </p>
        <p>What was sent there stays to be seen in the deliveries.</p>
      </ConfirmDialog>
    </>
  )
}
