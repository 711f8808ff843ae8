import type { SignedIn } from '@cashwrap/shared/contracts/accounts'
import { type FormEvent, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { TextField } from '../../components/text-field.tsx'
import { TimeText } from '../../components/time-text.tsx'
import { fieldError, readFailure } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'
import { CodeForm } from './code-form.tsx'

interface SignInFormProps {
  next: string
  onSignedIn: (signedIn: SignedIn) => void
}

/** First the address, then the code that was mailed to it. The same words for known and unknown addresses. */
export function SignInForm({ next, onSignedIn }: SignInFormProps) {
  const [email, setEmail] = useState('')
  const [isRefused, setIsRefused] = useState(false)
  const request = trpc.auth.requestSignIn.useMutation()
  const address = email.trim()

  if (request.isSuccess) {
    return (
      <div className="space-y-5">
        <p>
          A mail is on its way to <strong className="font-semibold">{address}</strong>. It holds a code and a link, good
          until <TimeText value={request.data.expiresAt} style="time" className="font-semibold" />.
        </p>
        <CodeForm
          email={address}
          next={next}
          hint="From the newest mail, or press the link in it."
          autoFocus
          onSignedIn={onSignedIn}
        />
        <Button variant="plain" className="text-2!" onClick={() => request.reset()}>
          Use another address
        </Button>
      </div>
    )
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const isWhole = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address)
    setIsRefused(!isWhole)
    if (isWhole && !request.isPending) request.mutate({ email: address, next })
  }
  const failure = request.error ? readFailure(request.error) : null
  const isEmailRefused = isRefused || fieldError(failure, 'email') !== undefined
  return (
    <form noValidate onSubmit={submit} className="space-y-5">
      <TextField
        label="E-mail"
        hint="The one you bought with. No password: we mail you a code."
        type="email"
        name="email"
        autoComplete="email"
        inputMode="email"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={254}
        value={email}
        onChange={(event) => {
          setEmail(event.target.value)
          setIsRefused(false)
        }}
        error={isEmailRefused ? 'Enter a whole e-mail address, like name@example.com' : undefined}
      />
      {failure && !isEmailRefused && <FailureMessage failure={failure} />}
      <Button type="submit" isBusy={request.isPending} className="w-full">
        Mail me a code
      </Button>
    </form>
  )
}
