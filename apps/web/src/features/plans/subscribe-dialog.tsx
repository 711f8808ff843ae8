import type { Account } from '@cashwrap/shared/contracts/accounts'
import type { ShopInfo } from '@cashwrap/shared/contracts/catalogue'
import type { PlanCard, PlanPrice } from '@cashwrap/shared/contracts/subscriptions'
import { Link, useLocation } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { EmailField } from '../../components/email-field.tsx'
import { ErrorSummary, type FieldFault } from '../../components/error-summary.tsx'
import { Icon } from '../../components/icon.tsx'
import { Select } from '../../components/select.tsx'
import { keepDraft, readDraft } from '../../lib/checkout-draft.ts'
import { countryOptions } from '../../lib/countries.ts'
import { looksLikeEmail } from '../../lib/email-hint.ts'
import { fieldError, type ScreenFailure } from '../../lib/failure.ts'
import { formatMoney } from '../../lib/format-money.ts'
import { EACH } from '../../lib/plan-interval.ts'
import { StartFailure } from './start-failure.tsx'

const COUNTRIES = countryOptions()

interface SubscribeDialogProps {
  plan: PlanCard
  price: PlanPrice
  shop: ShopInfo | undefined
  account: Account | null
  asksCountry: boolean
  isOpen: boolean
  isBusy: boolean
  failure: ScreenFailure | null
  onClose: () => void
  onStart: (answer: { email: string | null; country: string }) => void
}

/** What a subscription needs from a guest, or from anybody where tax depends on the country. */
export function SubscribeDialog({ isOpen, onClose, ...form }: SubscribeDialogProps) {
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={`Subscribe to ${form.plan.title}`}>
      {isOpen && <SubscribeForm {...form} />}
    </Dialog>
  )
}

type SubscribeFormProps = Omit<SubscribeDialogProps, 'isOpen' | 'onClose'>

function SubscribeForm({ plan, price, shop, account, asksCountry, isBusy, failure, onStart }: SubscribeFormProps) {
  const [draft, setDraft] = useState(readDraft)
  const [tries, setTries] = useState(0)
  const emailId = `subscribe-email-${price.id}`
  const countryId = `subscribe-country-${price.id}`
  const here = useLocation({ select: ({ href }) => href })
  const isEmailRefused = fieldError(failure, 'email') !== undefined
  const isGuest = account === null

  const faults: FieldFault[] = []
  if (isGuest && !looksLikeEmail(draft.email)) faults.push({ fieldId: emailId, message: 'Your e-mail address' })
  if (asksCountry && draft.country === '') faults.push({ fieldId: countryId, message: 'Your country' })
  const isShown = tries > 0
  const change = (next: typeof draft) => {
    setDraft(next)
    keepDraft(next)
  }

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isBusy) return
    setTries(faults.length > 0 ? tries + 1 : 0)
    if (faults.length === 0) onStart({ email: isGuest ? draft.email.trim() : null, country: draft.country })
  }
  const isNamed = (fieldId: string) => isShown && faults.some((fault) => fault.fieldId === fieldId)
  const isPlusTax = shop?.tax.mode === 'exclusive' || shop?.tax.mode === 'stripe'

  return (
    <form noValidate onSubmit={submit} className="space-y-5" aria-busy={isBusy}>
      <p className="tabular text-2 text-soft">
        {plan.trialDays > 0 && `${plan.trialDays} days free, then `}
        <strong className="font-semibold text-ink">
          {formatMoney(price.price)} {EACH[price.interval]}
        </strong>
        {isPlusTax && ' plus tax'}
      </p>
      <ErrorSummary faults={isShown ? faults : []} attempt={tries} />
      {isGuest ? (
        <div>
          <EmailField
            id={emailId}
            value={draft.email}
            onValueChange={(email) => change({ ...draft, email })}
            error={
              isNamed(emailId)
                ? draft.email.trim() === ''
                  ? 'Enter your e-mail address'
                  : 'This is not a whole e-mail address, like name@example.com'
                : isEmailRefused
                  ? 'This address is refused: check it for a slip.'
                  : undefined
            }
          />
          <p className="mt-1 flex flex-wrap items-center gap-x-4 text-2 text-soft">
            No account needed.
            <Link to="/sign-in" search={{ next: here }} className="link inline-flex min-h-target items-center">
              Bought here before? Sign in
            </Link>
          </p>
        </div>
      ) : (
        <p className="text-2">
          <span className="block font-semibold">E-mail</span>
          {account.email}
        </p>
      )}
      {asksCountry && (
        <Select
          id={countryId}
          label="Country"
          hint="The tax depends on it."
          name="country"
          autoComplete="country"
          value={draft.country}
          onValueChange={(country) => change({ ...draft, country })}
          options={[{ value: '', label: 'Choose your country' }, ...COUNTRIES]}
          error={isNamed(countryId) ? 'Choose your country' : undefined}
        />
      )}
      {failure && !isEmailRefused && <StartFailure failure={failure} isGuest={isGuest} />}
      <div>
        <Button type="submit" isBusy={isBusy} className="w-full">
          Go on to the payment page
        </Button>
        <p className="mt-3 flex items-start gap-2 text-2 text-soft">
          <Icon name="lock" size={18} className="mt-0.5" />
          <span>You are not charged before you confirm there. You can cancel at any time, in two clicks.</span>
        </p>
      </div>
    </form>
  )
}
