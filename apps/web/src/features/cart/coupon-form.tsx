import type { Cart } from '@cashwrap/shared/contracts/cart'
import { useEffect, useId, useRef, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { TextField } from '../../components/text-field.tsx'
import type { ScreenFailure } from '../../lib/failure.ts'
import { couponProblemWords, failureWords } from '../../lib/failure-words.ts'

interface CouponFormProps {
  coupon: Cart['coupon']
  isBusy: boolean
  failure: ScreenFailure | null
  onApply: (code: string) => void
  onRemove: () => void
}

/** A code is asked for only behind a link: most buyers have none and should not go looking for one. */
export function CouponForm({ coupon, isBusy, failure, onApply, onRemove }: CouponFormProps) {
  const [isOpen, setIsOpen] = useState(false)
  const formId = useId()
  const place = useRef<HTMLDivElement>(null)
  const code = coupon?.code
  const before = useRef(code)
  // What had focus is gone when a code goes on or off; the reading place stays here.
  useEffect(() => {
    if (before.current === code) return
    before.current = code
    setIsOpen(false)
    place.current?.focus({ preventScroll: true })
  }, [code])
  if (coupon) {
    return (
      <div ref={place} tabIndex={-1} className="text-2">
        <div className="flex items-center justify-between gap-4">
          <span>
            <span className="font-semibold">{coupon.code}</span>
            {coupon.label !== coupon.code && <span className="text-soft"> · {coupon.label}</span>}
          </span>
          <button type="button" onClick={onRemove} className="link min-h-target text-soft hover:text-ink">
            Take off<span className="sr-only"> {coupon.code}</span>
          </button>
        </div>
        {coupon.problem && (
          <p role="alert" className="flex items-start gap-1.5 font-medium text-vermilion">
            <Icon name="alert" size={18} className="mt-0.5" />
            {couponProblemWords(coupon.problem)}
          </p>
        )}
      </div>
    )
  }
  return (
    <div ref={place} tabIndex={-1}>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={formId}
        onClick={() => setIsOpen(!isOpen)}
        className="link min-h-target text-2"
      >
        I have a code
      </button>
      <form
        id={formId}
        hidden={!isOpen}
        noValidate
        className="pb-3"
        onSubmit={(event) => {
          event.preventDefault()
          const code = String(new FormData(event.currentTarget).get('code') ?? '').trim()
          if (code) onApply(code)
        }}
      >
        <TextField
          label="Code"
          name="code"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={40}
          error={failure ? couponFailureWords(failure) : undefined}
        />
        <Button type="submit" variant="quiet" isBusy={isBusy} className="mt-2 w-full">
          Use this code
        </Button>
      </form>
    </div>
  )
}

function couponFailureWords(failure: ScreenFailure): string {
  return failure.kind === 'coupon-refused' ? couponProblemWords(failure.problem) : failureWords(failure).title
}
