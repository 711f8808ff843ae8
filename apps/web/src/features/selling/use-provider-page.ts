import { useEffect, useEffectEvent } from 'react'
import { readFailure } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'

/**
 * The ways to the payment service's own pages. Each leaves this page and stays busy until it is left; a seller who comes back
 * by "back" finds the buttons ready again.
 */
export function useProviderPage() {
  const utils = trpc.useUtils()
  const ways = {
    onSuccess: ({ url }: { url: string }) => window.location.assign(url),
    // A refusal may mean that the account stands otherwise than is shown.
    onError: () => utils.seller.account.invalidate(),
  }
  const begin = trpc.seller.begin.useMutation(ways)
  const dashboard = trpc.seller.dashboard.useMutation(ways)

  const comeBack = useEffectEvent((event: PageTransitionEvent) => {
    if (!event.persisted) return
    begin.reset()
    dashboard.reset()
    void utils.seller.invalidate()
  })
  useEffect(() => {
    window.addEventListener('pageshow', comeBack)
    return () => window.removeEventListener('pageshow', comeBack)
  }, [])

  const failed = begin.error ?? dashboard.error
  return {
    begin: (name: string) => begin.mutate({ name }),
    openDashboard: () => dashboard.mutate(),
    isBeginning: begin.isPending || begin.isSuccess,
    isOpening: dashboard.isPending || dashboard.isSuccess,
    failure: failed ? readFailure(failed) : null,
  }
}
