import type { ButtonHTMLAttributes, Ref } from 'react'
import { Icon } from './icon.tsx'

export type ButtonVariant = 'primary' | 'quiet' | 'plain'

const VARIANT = {
  primary: 'bg-vermilion text-on-vermilion hover:bg-vermilion-strong font-semibold px-6',
  quiet: 'border border-outline bg-transparent text-ink hover:border-ink hover:bg-sunk font-medium px-5',
  plain: 'text-ink link font-medium px-1 -mx-1',
} as const satisfies Record<ButtonVariant, string>

/** The same face for a link that acts like a button: `<Link className={buttonClass('primary')}>`. */
export function buttonClass(variant: ButtonVariant = 'primary', extra = ''): string {
  return `inline-flex min-h-target items-center justify-center gap-2 rounded-2 py-2 text-center text-3 leading-tight transition-colors disabled:opacity-55 disabled:cursor-not-allowed aria-disabled:opacity-55 ${VARIANT[variant]} ${extra}`
}

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  variant?: ButtonVariant
  /** Shows a turning mark and refuses presses; the label stays, so nothing moves. */
  isBusy?: boolean
  ref?: Ref<HTMLButtonElement>
}

export function Button({ variant = 'primary', isBusy = false, className, children, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={isBusy || undefined}
      onClick={isBusy ? (event) => event.preventDefault() : onClick}
      className={buttonClass(variant, className)}
    >
      {isBusy && <Icon name="turn" className="turning" />}
      {children}
    </button>
  )
}
