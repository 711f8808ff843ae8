import type { SignedIn } from '@cashwrap/shared/contracts/accounts'
import { trpc } from '../../lib/trpc.ts'

/** After signing in or out nothing that was fetched for somebody else is shown any longer. */
export function useSignedIn(onSignedIn?: (signedIn: SignedIn) => void) {
  const utils = trpc.useUtils()
  return async (signedIn: SignedIn) => {
    await utils.auth.me.invalidate()
    onSignedIn?.(signedIn)
    void utils.invalidate()
  }
}
