import type { SignedIn } from '@cashwrap/shared/contracts/accounts'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { readFailure } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'
import { useSignedIn } from './use-signed-in.ts'

const readToken = () => new URLSearchParams(window.location.hash.slice(1)).get('token')

/**
 * Signs in with the token of a mailed link. It comes in the fragment, which no server sees, and is taken out of the address
 * bar before anything else so that it stays out of the history and of screenshots.
 */
export function useLinkSignIn(onSignedIn: (signedIn: SignedIn) => void) {
  const [token, setToken] = useState(readToken)
  const finish = useSignedIn(onSignedIn)
  const signIn = trpc.auth.signInWithLink.useMutation({ onSuccess: finish })
  // A token works once: it is sent once, however often the page renders or its effects run.
  const sent = useRef<string | null>(null)
  const send = useEffectEvent((found: string) => {
    if (sent.current === found) return
    sent.current = found
    setToken(found)
    signIn.mutate({ token: found })
  })
  useEffect(() => {
    const take = () => {
      const found = readToken()
      if (found === null) return
      const { pathname, search } = window.location
      window.history.replaceState(window.history.state, '', pathname + search)
      send(found)
    }
    take()
    // A link pasted into the address bar of this very page loads nothing anew.
    window.addEventListener('hashchange', take)
    return () => window.removeEventListener('hashchange', take)
  }, [])

  return {
    isSigningIn: token !== null && !signIn.isError,
    failure: signIn.error ? readFailure(signIn.error) : null,
  }
}
