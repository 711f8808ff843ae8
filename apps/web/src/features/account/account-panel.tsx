import type { Me } from '@cashwrap/shared/contracts/accounts'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { useNotices } from '../../components/notices.tsx'
import { readFailure } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'
import { useForgetOthers } from './use-signed-in.ts'

interface AccountPanelProps {
  email: string | null
  sessions: Me['sessions']
}

/** Who is signed in, in how many browsers, and the ways out. */
export function AccountPanel({ email, sessions }: AccountPanelProps) {
  const [isAsking, setIsAsking] = useState(false)
  const navigate = useNavigate()
  const notices = useNotices()
  const forgetOthers = useForgetOthers()
  const leave = async (words: string) => {
    notices.show(words)
    await navigate({ to: '/' })
    await forgetOthers()
  }
  const signOut = trpc.auth.signOut.useMutation({ onSuccess: () => leave('You are signed out.') })
  const signOutEverywhere = trpc.auth.signOutEverywhere.useMutation({
    onSuccess: ({ ended }) => leave(ended === 1 ? 'You are signed out.' : `You are signed out of ${ended} browsers.`),
  })
  const failed = signOut.error ?? signOutEverywhere.error
  return (
    <>
      {failed && <FailureMessage failure={readFailure(failed)} className="mb-6" />}
      <ul className="divide-y divide-hairline border-hairline border-y">
        <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-4">
          <p className="min-w-0">
            <span className="block text-2 text-soft">E-mail</span>
            <span className="block break-words font-semibold text-4">{email ?? 'None on file'}</span>
          </p>
          <Button variant="quiet" isBusy={signOut.isPending} onClick={() => signOut.mutate()}>
            Sign out
          </Button>
        </li>
        <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-4">
          <p>
            <span className="block text-2 text-soft">Signed in</span>
            {sessions === 1 ? 'In this browser only' : `In ${sessions} browsers, this one among them`}
          </p>
          <Button variant="quiet" onClick={() => setIsAsking(true)}>
            Sign out everywhere
          </Button>
        </li>
      </ul>
      <Dialog isOpen={isAsking} onClose={() => setIsAsking(false)} title="Sign out everywhere?">
        <p className="text-soft">
          Every browser that is signed in to this account, this one too, has to sign in again with a new code. What you
          bought stays yours.
        </p>
        <div className="mt-5 flex flex-wrap gap-3">
          <Button isBusy={signOutEverywhere.isPending} onClick={() => signOutEverywhere.mutate()}>
            Sign out everywhere
          </Button>
          <Button variant="quiet" onClick={() => setIsAsking(false)}>
            Stay signed in
          </Button>
        </div>
      </Dialog>
    </>
  )
}
