import type { Subscription } from '@cashwrap/shared/contracts/subscriptions'
import { useNotices } from '../../components/notices.tsx'
import { readFailure } from '../../lib/failure.ts'
import { formatTime } from '../../lib/format-time.ts'
import { trpc } from '../../lib/trpc.ts'

/** What its owner decides about a subscription. What others show of it is asked for again afterwards. */
export function useSubscriptionChanges(subscriptionId: Subscription['id']) {
  const notices = useNotices()
  const utils = trpc.useUtils()
  const take = (subscription: Subscription) => {
    utils.subscriptions.get.setData({ subscriptionId }, subscription)
    void utils.subscriptions.invalidate()
    void utils.library.list.invalidate()
    void utils.credits.invalidate()
    void utils.orders.list.invalidate()
  }
  // A refusal may mean that it stands otherwise than is shown.
  const onError = () => void utils.subscriptions.get.invalidate({ subscriptionId })

  const keep = trpc.subscriptions.keep.useMutation({
    onSuccess: (next) => {
      take(next)
      notices.show('It goes on as before.')
    },
    onError,
  })
  const cancel = trpc.subscriptions.cancel.useMutation({
    onSuccess: (next, { when }) => {
      take(next)
      if (when === 'now') notices.show('It has ended. Nothing more is charged.')
      else
        notices.show(next.cancelAt === null ? 'It will end.' : `It ends on ${formatTime(next.cancelAt)}.`, {
          label: 'Keep it',
          run: () => keep.mutate({ subscriptionId }),
        })
    },
    onError,
  })
  const pause = trpc.subscriptions.pause.useMutation({
    onSuccess: (next) => {
      take(next)
      notices.show('It is paused.')
    },
    onError,
  })
  const resume = trpc.subscriptions.resume.useMutation({
    onSuccess: (next) => {
      take(next)
      notices.show('It goes on.')
    },
    onError,
  })
  const stepOf = ({ isPending, error, reset }: { isPending: boolean; error: unknown; reset: () => void }) => ({
    isBusy: isPending,
    failure: error ? readFailure(error) : null,
    reset,
  })
  return {
    take,
    keep: { ...stepOf(keep), run: () => keep.mutate({ subscriptionId }) },
    resume: { ...stepOf(resume), run: () => resume.mutate({ subscriptionId }) },
    cancel: {
      ...stepOf(cancel),
      isEndingNow: cancel.isPending && cancel.variables.when === 'now',
      run: (when: 'period-end' | 'now', onSuccess: () => void) =>
        cancel.mutate({ subscriptionId, when }, { onSuccess }),
    },
    pause: {
      ...stepOf(pause),
      run: (periods: number, onSuccess: () => void) => pause.mutate({ subscriptionId, periods }, { onSuccess }),
    },
  }
}

export type SubscriptionChanges = ReturnType<typeof useSubscriptionChanges>
