import { type FormEvent, useRef, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { TextField } from '../../components/text-field.tsx'
import { fieldError } from '../../lib/failure.ts'
import { useProviderPage } from './use-provider-page.ts'

const LONGEST_NAME = 80

/** The one thing asked here of somebody who begins to sell; the rest is asked by the payment service. */
export function BeginForm() {
  const [name, setName] = useState('')
  const [isRefused, setIsRefused] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const { begin, isBeginning, failure } = useProviderPage()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const isEmpty = name.trim() === ''
    setIsRefused(isEmpty)
    if (isEmpty) field.current?.focus()
    else if (!isBeginning) begin(name.trim())
  }
  const error = isRefused ? 'Write the name you sell under' : fieldError(failure, 'name')
  return (
    <form noValidate onSubmit={submit} className="max-w-[30rem] space-y-5">
      <TextField
        ref={field}
        label="Name you sell under"
        name="name"
        autoComplete="organization"
        maxLength={LONGEST_NAME}
        value={name}
        onChange={(event) => {
          setName(event.target.value)
          setIsRefused(false)
        }}
        error={error}
      />
      {failure && !error && <FailureMessage failure={failure} />}
      <Button type="submit" isBusy={isBeginning}>
        Set up payments
        <span className="sr-only"> at the payment service</span>
      </Button>
      <p className="text-2 text-soft">Takes you to the payment service, and back here when it has what it needs.</p>
    </form>
  )
}
