import type { StartSubscriptionInput } from '@cashwrap/shared/contracts/subscriptions'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useEffectEvent, useRef } from 'react'
import { type Attempt, afterFailure, attemptFor, makeAttemptKey } from '../../lib/attempt-key.ts'
import { readFailure } from '../../lib/failure.ts'
import { trpc, trpcClient } from '../../lib/trpc.ts'

/**
 * Starts a subscription and leaves for the payment page. Stays busy until the page is left; who comes back by "back" finds it
 * ready again.
 */
export function useStartSubscription() {
  const attempt = useRef<Attempt | null>(null)
  const navigate = useNavigate()
  const utils = trpc.useUtils()

  const { mutate, reset, isPending, isSuccess, error } = useMutation({
    mutationFn: (input: StartSubscriptionInput) => {
      attempt.current = attemptFor(attempt.current, input, makeAttemptKey)
      return trpcClient.subscriptions.start.mutate(input, { context: { idempotencyKey: attempt.current.key } })
    },
    onSuccess: async (started) => {
      attempt.current = null
      if (started.status === 'needs-payment') {
        window.location.assign(started.url)
        return
      }
      await navigate({ to: '/checkout/success', search: { order: started.reference } })
    },
    onError: (met) => {
      const failure = readFailure(met)
      attempt.current = afterFailure(attempt.current, failure.kind)
      // They may have subscribed in another tab: what is shown is old then.
      if (failure.kind === 'already-subscribed') void utils.subscriptions.plans.invalidate()
    },
  })

  const comeBack = useEffectEvent((event: PageTransitionEvent) => {
    if (!event.persisted) return
    reset()
    void utils.subscriptions.invalidate()
  })
  useEffect(() => {
    window.addEventListener('pageshow', comeBack)
    return () => window.removeEventListener('pageshow', comeBack)
  }, [])

  return { start: mutate, reset, isStarting: isPending || isSuccess, failure: error ? readFailure(error) : null }
}
