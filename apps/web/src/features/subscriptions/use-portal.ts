import type { Subscription } from '@cashwrap/shared/contracts/subscriptions'
import { useEffect, useEffectEvent } from 'react'
import { readFailure } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'

/**
 * The way to the payment service's own pages about a subscription. It leaves this page and stays busy until it is left; who
 * comes back by "back" finds the buttons ready again, and everything asked for anew.
 */
export function usePortal(subscriptionId: Subscription['id']) {
  const utils = trpc.useUtils()
  const portal = trpc.subscriptions.openPortal.useMutation({
    onSuccess: ({ url }) => window.location.assign(url),
  })
  const comeBack = useEffectEvent((event: PageTransitionEvent) => {
    if (!event.persisted) return
    portal.reset()
    void utils.subscriptions.invalidate()
  })
  useEffect(() => {
    window.addEventListener('pageshow', comeBack)
    return () => window.removeEventListener('pageshow', comeBack)
  }, [])
  const isLeaving = portal.isPending || portal.isSuccess
  return {
    openCard: () => portal.mutate({ subscriptionId, flow: 'payment-method' }),
    openAll: () => portal.mutate({ subscriptionId, flow: null }),
    isOpeningCard: isLeaving && portal.variables?.flow === 'payment-method',
    isOpeningAll: isLeaving && portal.variables?.flow === null,
    failure: portal.error ? readFailure(portal.error) : null,
  }
}

export type Portal = ReturnType<typeof usePortal>
