import type { StartCheckoutInput } from '@cashwrap/shared/contracts/checkout'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useEffectEvent, useRef } from 'react'
import { type Attempt, afterFailure, attemptFor, makeAttemptKey } from '../../lib/attempt-key.ts'
import { readFailure, type ScreenFailure } from '../../lib/failure.ts'
import { trpc, trpcClient } from '../../lib/trpc.ts'

/**
 * Starts the checkout and leaves: to the payment page, or to the success page when there was nothing to pay. Stays busy
 * until the page is left; a buyer who comes back by "back" finds it ready again.
 */
export function useStartCheckout(onFailure: (failure: ScreenFailure) => void) {
  const attempt = useRef<Attempt | null>(null)
  const navigate = useNavigate()
  const utils = trpc.useUtils()
  const refresh = () => Promise.all([utils.cart.get.invalidate(), utils.checkout.current.invalidate()])

  const { mutate, reset, isPending, isSuccess } = useMutation({
    mutationFn: (input: StartCheckoutInput) => {
      attempt.current = attemptFor(attempt.current, input, makeAttemptKey)
      return trpcClient.checkout.start.mutate(input, { context: { idempotencyKey: attempt.current.key } })
    },
    onSuccess: async (started) => {
      attempt.current = null
      if (started.status === 'needs-payment') {
        window.location.assign(started.url)
        return
      }
      await navigate({ to: '/checkout/success', search: { order: started.reference } })
      await refresh()
    },
    onError: async (error) => {
      const failure = readFailure(error)
      attempt.current = afterFailure(attempt.current, failure.kind)
      onFailure(failure)
      await refresh()
    },
  })

  const comeBack = useEffectEvent((event: PageTransitionEvent) => {
    if (!event.persisted) return
    reset()
    void refresh()
  })
  useEffect(() => {
    window.addEventListener('pageshow', comeBack)
    return () => window.removeEventListener('pageshow', comeBack)
  }, [])

  return { start: mutate, isStarting: isPending || isSuccess }
}
