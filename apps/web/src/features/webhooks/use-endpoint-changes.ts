import type { WebhookEndpoint, WebhookSide } from '@cashwrap/shared/contracts/webhooks'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useNotices } from '../../components/notices.tsx'
import { readFailure } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'
import type { EndpointDraft } from './endpoint-form.tsx'
import { SIDE_PATHS } from './side-paths.ts'

/** What can be done to an endpoint, one thing at a time; what was done shows in every list that is open. */
export function useEndpointChanges(side: WebhookSide, endpointId: string) {
  const [secret, setSecret] = useState<string | null>(null)
  const notices = useNotices()
  const navigate = useNavigate()
  const utils = trpc.useUtils()
  // Nothing is waited for here: what was asked closes at once, and the lists follow.
  const changed = (words: string) => (endpoint: WebhookEndpoint) => {
    utils.webhooks.endpoints.setData({ side }, (all) => all?.map((one) => (one.id === endpoint.id ? endpoint : one)))
    notices.show(words)
    void utils.webhooks.deliveries.invalidate()
  }
  const update = trpc.webhooks.update.useMutation({ onSuccess: changed('Saved.') })
  const disable = trpc.webhooks.disable.useMutation({ onSuccess: changed('Disabled. Nothing goes there.') })
  const enable = trpc.webhooks.enable.useMutation({ onSuccess: changed('Enabled. New events go there again.') })
  const rotate = trpc.webhooks.rotateSecret.useMutation({
    onSuccess: ({ secret: made, ...endpoint }) => {
      setSecret(made)
      changed('The new secret signs from now on.')(endpoint)
    },
  })
  const remove = trpc.webhooks.remove.useMutation({
    onSuccess: async () => {
      await navigate({ to: SIDE_PATHS[side].endpoints })
      notices.show('Removed. What was sent there stays in the deliveries.')
      await utils.webhooks.invalidate()
    },
  })
  const sendTest = trpc.webhooks.sendTest.useMutation({
    onSuccess: async ({ deliveryId }) => {
      await navigate({ to: SIDE_PATHS[side].delivery, params: { deliveryId } })
      await utils.webhooks.deliveries.invalidate()
    },
  })
  const named = { side, endpointId }
  const step = <Done>(mutation: Step<Done>) => ({
    run: (onSuccess?: () => void) => mutation.mutate(named, onSuccess && { onSuccess }),
    isBusy: mutation.isPending,
    failure: mutation.error ? readFailure(mutation.error) : null,
  })
  return {
    secret,
    forgetSecret: () => setSecret(null),
    save: (draft: EndpointDraft, onSuccess: () => void) =>
      update.mutate({ ...named, ...draft, description: draft.description || null }, { onSuccess }),
    isSaving: update.isPending,
    saveFailure: update.error ? readFailure(update.error) : null,
    disable: step(disable),
    enable: step(enable),
    rotate: step(rotate),
    remove: step(remove),
    sendTest: step(sendTest),
  }
}

interface Step<Done> {
  mutate: (named: { side: WebhookSide; endpointId: string }, options?: { onSuccess?: (done: Done) => void }) => void
  isPending: boolean
  error: unknown
}
