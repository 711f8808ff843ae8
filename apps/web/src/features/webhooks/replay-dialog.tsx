import type { WebhookSide } from '@cashwrap/shared/contracts/webhooks'
import { useState } from 'react'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { useNotices } from '../../components/notices.tsx'
import { Select } from '../../components/select.tsx'
import { TextField } from '../../components/text-field.tsx'
import { formatCount } from '../../lib/credit-words.ts'
import { readFailure } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'
import type { DeliveriesSearch } from './deliveries-search.ts'
import { ReplayFailure } from './replay-failure.tsx'
import { countWords, instantOf } from './replay-words.ts'

const WHICH = [
  { value: 'failed', label: 'What was given up or cancelled' },
  { value: 'all', label: 'All of it, what was delivered too' },
] as const

interface ReplayDialogProps {
  side: WebhookSide
  filter: DeliveriesSearch
  /** The receiver that is asked for, in words; null for all of them. */
  receiver: string | null
  onClose: () => void
}

/** Sends many once more. How many is asked of the shop and said before. */
export function ReplayDialog({ side, filter, receiver, onClose }: ReplayDialogProps) {
  const [which, setWhich] = useState<'failed' | 'all'>(filter.state === 'delivered' ? 'all' : 'failed')
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const notices = useNotices()
  const utils = trpc.useUtils()
  const since = instantOf(from)
  const until = instantOf(to)
  const wanted = {
    side,
    which,
    ...(filter.endpoint && { endpointId: filter.endpoint }),
    ...(filter.site && { siteId: filter.site }),
    ...(filter.type && { type: filter.type }),
    ...(since && { from: since }),
    ...(until && { to: until }),
  }
  const counted = trpc.webhooks.replayable.useQuery(wanted, { staleTime: 0 })
  const replay = trpc.webhooks.replayMany.useMutation({
    onSuccess: ({ replayed, isMore }) => {
      onClose()
      notices.show(
        `${formatCount(replayed)} ${replayed === 1 ? 'is' : 'are'} on the way again.${isMore ? ' More are left: replay once more.' : ''}`,
      )
      void utils.webhooks.invalidate()
    },
  })
  const count = counted.data?.count ?? 0
  const failure = replay.error ?? counted.error
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title="Replay deliveries"
      action={count === 0 ? 'Replay' : `Replay ${formatCount(count)}`}
      isBusy={replay.isPending || counted.isFetching}
      isRefused={count === 0}
      failure={null}
      onConfirm={() => replay.mutate(wanted)}
    >
      <p>
        Of {filter.type ? <code className="font-semibold">{filter.type}</code> : 'every event'}, to{' '}
        <strong className="break-all font-semibold">{receiver ?? 'every receiver'}</strong>. Each goes out with the id
        and the content it had, so a receiver that took it before can tell.
      </p>
      <Select
        label="Which"
        value={which}
        options={WHICH}
        onValueChange={(value) => setWhich(value === 'all' ? 'all' : 'failed')}
      />
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField
          label="Happened from"
          type="datetime-local"
          value={from}
          onChange={(event) => setFrom(event.target.value)}
        />
        <TextField label="Until" type="datetime-local" value={to} onChange={(event) => setTo(event.target.value)} />
      </div>
      {failure && <ReplayFailure failure={readFailure(failure)} />}
      <p role="status" className="border-hairline border-t pt-3 text-3">
        {counted.data ? countWords(counted.data) : counted.isFetching ? 'Counting …' : 'Not counted.'}
      </p>
    </ConfirmDialog>
  )
}
