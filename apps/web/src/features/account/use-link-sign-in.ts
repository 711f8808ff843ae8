import type { SignedIn } from '@cashwrap/shared/contracts/accounts'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState } from 'react'
import { readFailure } from '../../lib/failure.ts'
import { trpcClient } from '../../lib/trpc.ts'
import { useSignedIn } from './use-signed-in.ts'

const readToken = () => new URLSearchParams(window.location.hash.slice(1)).get('token')

/**
 * Signs in with the token of a mailed link. It comes in the fragment, which no server sees, and is taken out of the address
 * bar before anything else so that it stays out of the history and of screenshots.
 */
export function useLinkSignIn(onSignedIn: (signedIn: SignedIn) => void) {
  const [token, setToken] = useState(readToken)
  const finish = useSignedIn(onSignedIn)
  useEffect(() => {
    const take = () => {
      const found = readToken()
      if (found === null) return
      setToken(found)
      const { pathname, search } = window.location
      window.history.replaceState(window.history.state, '', pathname + search)
    }
    take()
    // A link pasted into the address bar of this very page loads nothing anew.
    window.addEventListener('hashchange', take)
    return () => window.removeEventListener('hashchange', take)
  }, [])

  // A query around a mutation: the token works once, and a query is asked once however often the page renders.
  const signIn = useQuery({
    queryKey: ['sign-in-with-link', token],
    queryFn: () => trpcClient.auth.signInWithLink.mutate({ token: token ?? '' }),
    // Not once more when everything is asked again after signing in.
    enabled: (query) => token !== null && query.state.data === undefined,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  const finishOnce = useEffectEvent(finish)
  useEffect(() => {
    if (signIn.data) void finishOnce(signIn.data)
  }, [signIn.data])

  return {
    isSigningIn: token !== null && !signIn.isError,
    failure: signIn.error ? readFailure(signIn.error) : null,
  }
}
