import type { SignedIn } from '@cashwrap/shared/contracts/accounts'
import { useQueryClient } from '@tanstack/react-query'
import { trpc } from '../../lib/trpc.ts'

/** What was fetched for somebody else is forgotten, and what is on the page is asked for again. */
export function useForgetOthers() {
  const utils = trpc.useUtils()
  const queryClient = useQueryClient()
  return async () => {
    queryClient.removeQueries({ type: 'inactive' })
    await utils.invalidate()
  }
}

export function useSignedIn(onSignedIn?: (signedIn: SignedIn) => void) {
  const utils = trpc.useUtils()
  const forgetOthers = useForgetOthers()
  return async (signedIn: SignedIn) => {
    await utils.auth.me.invalidate()
    onSignedIn?.(signedIn)
    void forgetOthers()
  }
}
