import type { SignedIn } from '@cashwrap/shared/contracts/accounts'
import { type FormEvent, useRef, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { useNotices } from '../../components/notices.tsx'
import { TextField } from '../../components/text-field.tsx'
import { readFailure } from '../../lib/failure.ts'
import { failureWords } from '../../lib/failure-words.ts'
import { trpc } from '../../lib/trpc.ts'
import { useSignedIn } from './use-signed-in.ts'

const LENGTH = 6

interface CodeFormProps {
  email: string
  /** Where the mail's own link leads, when a new one is asked for. */
  next: string
  hint: string
  autoFocus?: boolean
  onSignedIn?: (signedIn: SignedIn) => void
}

/** Six digits from the mail in one field, sent as soon as the last one is there; pasting "123 456" works too. */
export function CodeForm({ email, next, hint, autoFocus = false, onSignedIn }: CodeFormProps) {
  const [code, setCode] = useState('')
  const [isShort, setIsShort] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const notices = useNotices()
  const finish = useSignedIn(onSignedIn)
  const signIn = trpc.auth.signInWithCode.useMutation({
    onSuccess: finish,
    onError: () => {
      field.current?.focus()
      field.current?.select()
    },
  })
  const resend = trpc.auth.requestSignIn.useMutation({
    onSuccess: () => {
      setCode('')
      signIn.reset()
      field.current?.focus()
      notices.show('A new mail is on its way. Use the code in it.')
    },
  })
  const send = (digits: string) => {
    if (signIn.isPending) return
    setIsShort(digits.length < LENGTH)
    if (digits.length === LENGTH) signIn.mutate({ email, code: digits })
  }
  const type = (text: string) => {
    const digits = text.replace(/\D/g, '').slice(0, LENGTH)
    setCode(digits)
    setIsShort(false)
    if (signIn.isError) signIn.reset()
    if (digits.length === LENGTH && digits !== code) send(digits)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send(code)
  }
  const refused = signIn.error ? readFailure(signIn.error) : null
  const isRefusal = refused?.kind === 'sign-in-refused'
  const words = isRefusal ? failureWords(refused) : null
  return (
    <form noValidate onSubmit={submit} className="text-left">
      <TextField
        ref={field}
        label="Six-digit code"
        hint={hint}
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        pattern="[0-9]*"
        autoFocus={autoFocus}
        value={code}
        onChange={(event) => type(event.target.value)}
        error={words ? `${words.title}. ${words.detail}` : isShort ? 'The code has six digits' : undefined}
        className="tabular max-w-56 font-semibold text-4 tracking-[0.3em]"
      />
      {refused && !isRefusal && <FailureMessage failure={refused} className="mt-4" />}
      {resend.error && <FailureMessage failure={readFailure(resend.error)} className="mt-4" />}
      <div className="mt-4 flex flex-wrap items-center gap-x-6 gap-y-2">
        <Button type="submit" isBusy={signIn.isPending}>
          Sign in
        </Button>
        <Button
          variant="plain"
          className="text-2!"
          isBusy={resend.isPending}
          onClick={() => resend.mutate({ email, next })}
        >
          Send a new mail
        </Button>
      </div>
    </form>
  )
}
