import type { Account } from '@cashwrap/shared/contracts/accounts'
import type { Cart } from '@cashwrap/shared/contracts/cart'
import type { ShopInfo } from '@cashwrap/shared/contracts/catalogue'
import type { Money } from '@cashwrap/shared/contracts/primitives'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { EmailField } from '../../components/email-field.tsx'
import { ErrorSummary, type FieldFault } from '../../components/error-summary.tsx'
import { Select } from '../../components/select.tsx'
import type { CheckoutDraft } from '../../lib/checkout-draft.ts'
import { countryOptions } from '../../lib/countries.ts'
import { looksLikeEmail } from '../../lib/email-hint.ts'
import { fieldError, type ScreenFailure } from '../../lib/failure.ts'
import { BeforePaying, obstacleFieldId } from './before-paying.tsx'
import { buysAgain, obstaclesOf, unsettled } from './cart-obstacles.ts'
import { PayButton } from './pay-button.tsx'
import { StartFailure } from './start-failure.tsx'
import { useChangeCart } from './use-change-cart.ts'
import { useStartCheckout } from './use-start-checkout.ts'

const EMAIL_FIELD = 'checkout-email'
const COUNTRY_FIELD = 'checkout-country'

interface CheckoutFormProps {
  cart: Cart
  shop: ShopInfo
  account: Account | null
  /** The total as shown, which is the one that is paid. */
  total: Money
  /** The cart is being priced again: what is shown may be about to change. */
  isPricing: boolean
  draft: CheckoutDraft
  onDraft: (draft: CheckoutDraft) => void
  /** The shop named another total; null when what it was named for changes. */
  onQuote: (total: Money | null) => void
}

/** Everything a purchase needs from the buyer, and the button. What was typed lives above and survives every failure. */
export function CheckoutForm({ cart, shop, account, total, isPricing, draft, onDraft, onQuote }: CheckoutFormProps) {
  const [failure, setFailure] = useState<ScreenFailure | null>(null)
  const [tries, setTries] = useState(0)
  const [confirmed, setConfirmed] = useState<ReadonlySet<string>>(new Set())
  const [owned, setOwned] = useState<ReadonlySet<string>>(new Set())

  const meetFailure = (met: ScreenFailure) => {
    setFailure(met)
    if (met.kind === 'already-owned') setOwned(new Set(met.products.map((product) => product.productId)))
    if (met.kind === 'price-changed') onQuote(met.now)
    if (met.kind === 'invalid-input' || met.kind === 'country-needed') setTries((count) => count + 1)
  }
  const { start, isStarting } = useStartCheckout(meetFailure)
  const change = useChangeCart(setFailure)
  const onCartChange = () => {
    setFailure(null)
    onQuote(null)
  }

  const signedInAs = account?.email ?? null
  const email = signedInAs ?? draft.email
  const asksCountry =
    shop.tax.mode === 'inclusive' || shop.tax.mode === 'exclusive' || failure?.kind === 'country-needed'
  const obstacles = obstaclesOf(cart.lines, owned)

  const faults: FieldFault[] = []
  const emailError = fieldError(failure, 'email') ? 'This address is refused: check it for a slip.' : undefined
  if (!looksLikeEmail(email)) faults.push({ fieldId: EMAIL_FIELD, message: 'Your e-mail address' })
  else if (emailError) faults.push({ fieldId: EMAIL_FIELD, message: 'An e-mail address that works' })
  if (asksCountry && draft.country === '') faults.push({ fieldId: COUNTRY_FIELD, message: 'Your country' })
  for (const obstacle of unsettled(obstacles, confirmed)) {
    faults.push({ fieldId: obstacleFieldId(obstacle), message: `${obstacle.line.title}: read what changed` })
  }
  const isShown = tries > 0
  const faultOf = (fieldId: string) => isShown && faults.some((fault) => fault.fieldId === fieldId)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isStarting || isPricing) return
    const blocking = faults.filter((fault) => fault.fieldId !== EMAIL_FIELD || !looksLikeEmail(email))
    if (blocking.length > 0) {
      setTries((count) => count + 1)
      return
    }
    setTries(0)
    setFailure(null)
    start({
      email: email.trim(),
      ...(asksCountry && { country: draft.country }),
      expectedTotal: total,
      buyAgain: buysAgain(obstacles, confirmed),
    })
  }

  return (
    <form noValidate onSubmit={submit} className="space-y-7" aria-busy={isStarting}>
      <ErrorSummary faults={isShown ? faults : []} attempt={tries} />
      <BeforePaying
        obstacles={obstacles}
        confirmed={confirmed}
        showsFaults={isShown}
        isChanging={change.isChanging}
        onConfirm={(key, isConfirmed) =>
          setConfirmed(
            (before) => new Set(isConfirmed ? [...before, key] : [...before].filter((other) => other !== key)),
          )
        }
        onRemove={(lineId) => {
          onCartChange()
          change.remove(lineId)
        }}
        onQuantity={(lineId, quantity) => {
          onCartChange()
          change.setQuantity(lineId, quantity)
        }}
      />
      {signedInAs === null ? (
        <div>
          <EmailField
            id={EMAIL_FIELD}
            value={draft.email}
            onValueChange={(typed) => {
              onDraft({ ...draft, email: typed })
              setOwned(new Set())
              if (failure?.kind === 'invalid-input') setFailure(null)
            }}
            error={faultOf(EMAIL_FIELD) ? (emailError ?? emailWords(draft.email)) : undefined}
          />
          <p className="mt-1 flex flex-wrap items-center gap-x-4 text-2 text-soft">
            No account needed.
            <Link to="/sign-in" search={{ next: '/checkout' }} className="link inline-flex min-h-target items-center">
              Bought here before? Sign in
            </Link>
          </p>
        </div>
      ) : (
        <SignedInAs email={signedInAs} />
      )}
      {asksCountry && (
        <Select
          id={COUNTRY_FIELD}
          label="Country"
          hint="The tax depends on it."
          name="country"
          autoComplete="country"
          value={draft.country}
          onValueChange={(country) => {
            onDraft({ ...draft, country })
            onCartChange()
          }}
          options={[{ value: '', label: 'Choose your country' }, ...COUNTRIES]}
          error={faultOf(COUNTRY_FIELD) ? 'Choose your country' : undefined}
        />
      )}
      {failure && !isShownElsewhere(failure) && (
        <StartFailure
          failure={failure}
          onRemoveCoupon={() => {
            onCartChange()
            change.removeCoupon()
          }}
        />
      )}
      <PayButton
        total={total}
        taxComesLater={shop.tax.mode === 'stripe' && total.amount > 0}
        mode={shop.mode}
        isBusy={isStarting || isPricing}
      />
    </form>
  )
}

const COUNTRIES = countryOptions()

const emailWords = (typed: string) =>
  typed.trim() === '' ? 'Enter your e-mail address' : 'This is not a whole e-mail address, like name@example.com'

/** These stand at their field or their line, and in the summary. */
const isShownElsewhere = (failure: ScreenFailure) =>
  failure.kind === 'already-owned' ||
  failure.kind === 'country-needed' ||
  (failure.kind === 'invalid-input' && fieldError(failure, 'email') !== undefined)

function SignedInAs({ email }: { email: string }) {
  return (
    <div className="border-hairline border-y py-3">
      <p className="font-semibold text-2">E-mail</p>
      <p className="text-3">{email}</p>
      <p className="text-2 text-soft">
        You are signed in: your receipt goes here, and what you buy into your library.{' '}
        <Link to="/account" className="link inline-flex min-h-target items-center">
          Not you?
        </Link>
      </p>
    </div>
  )
}
