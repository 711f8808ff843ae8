import type { CheckoutStatus } from '@cashwrap/shared/contracts/checkout'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState } from 'react'
import { readFailure } from '../../lib/failure.ts'
import { trpc, trpcClient } from '../../lib/trpc.ts'
import { isEnded, laterStatus } from './result-view.ts'

/** While the payment service has not answered, it is asked again. */
const ASK_AGAIN_MS = 5_000
/** Behind a stream that failed. */
const POLL_MS = 3_000

/**
 * How a checkout stands: settled once with the payment service, then followed live, with polling behind a stream that does
 * not come. Until the first answer there is no data, and nothing is claimed.
 */
export function useCheckoutStatus(reference: string) {
  const [followed, setFollowed] = useState<{ reference: string; status: CheckoutStatus } | null>(null)
  const follow = (status: CheckoutStatus) =>
    setFollowed((before) => ({
      reference,
      status: laterStatus(before?.reference === reference ? before.status : undefined, status),
    }))

  // A query around a mutation: asked once for a page however often it renders, and again when it failed.
  const settled = useQuery({
    queryKey: ['settled-checkout', reference],
    queryFn: () => trpcClient.checkout.settle.mutate({ reference }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchInterval: (query) => (query.state.data?.stage === 'confirming' ? ASK_AGAIN_MS : false),
  })

  const live = followed?.reference === reference ? followed.status : undefined
  const status = settled.data && live ? laterStatus(settled.data, live) : (settled.data ?? heardOnly(live))
  const follows = status === undefined ? !settled.isError : !isEnded(status.stage)

  const stream = trpc.checkout.watch.useSubscription({ reference }, { enabled: follows, onData: follow })
  const isStreaming = stream.status === 'pending'
  const polled = trpc.checkout.status.useQuery(
    { reference },
    { enabled: follows && !isStreaming && settled.isFetched, refetchInterval: POLL_MS },
  )
  const takePoll = useEffectEvent(follow)
  useEffect(() => {
    if (polled.data) takePoll(polled.data)
  }, [polled.data])

  const failure = status === undefined && settled.error ? readFailure(settled.error) : null
  return { status, failure, askAgain: settled.refetch }
}

/** Before the payment service was asked, only what is beyond doubt is shown: our tables say `open` until someone asks. */
const heardOnly = (status: CheckoutStatus | undefined) => (status?.stage === 'open' ? undefined : status)
