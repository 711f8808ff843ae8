import type { ReactNode } from 'react'

interface EmptyStateProps {
  title: string
  /** The page's own heading when nothing else is on it. */
  isPageTitle?: boolean
  children?: ReactNode
  actions?: ReactNode
}

/** Nothing here yet: says so, and what to do about it. */
export function EmptyState({ title, isPageTitle = false, children, actions }: EmptyStateProps) {
  const Heading = isPageTitle ? 'h1' : 'h2'
  return (
    <div className="mx-auto flex max-w-measure flex-col items-center gap-4 py-14 text-center sm:py-20">
      <RestingKendama />
      <Heading className="text-5">{title}</Heading>
      {children && <div className="max-w-[46ch] text-soft">{children}</div>}
      {actions && <div className="mt-2 flex flex-wrap justify-center gap-3">{actions}</div>}
    </div>
  )
}

/** A ken lying down, its ball rolled away to the end of the string. */
function RestingKendama() {
  return (
    <svg aria-hidden="true" viewBox="0 0 230 70" width="230" height="70" fill="none">
      <path d="M8 63h214" stroke="var(--outline)" strokeWidth="1.5" strokeLinecap="round" />
      <path d="M84 42c30-30 52 28 96 8" stroke="var(--outline)" strokeWidth="1.5" strokeLinecap="round" />
      <g
        transform="translate(84 42) rotate(90) scale(.62)"
        fill="var(--paper-sunk)"
        stroke="var(--outline)"
        strokeWidth="2.4"
        strokeLinejoin="round"
      >
        <path d="M-6.5-12C-5-40-3.2-62-1.8-74Q0-79 1.8-74C3.2-62 5-40 6.5-12Z" />
        <path d="M-9 9C-8.5 22-6.8 30-6.8 38C-6.8 52-12 59-11.7 71C-11.4 82-8.8 85-9.8 92C-10.8 97-15.5 99-17 104A17 4 0 0 0 17 104C15.5 99 10.8 97 9.8 92C8.8 85 11.4 82 11.7 71C12 59 6.8 52 6.8 38C6.8 30 8.5 22 9 9Z" />
        <path d="M-37-23C-29-21.5-20-14.5 0-14.5C17-14.5 25-18 33-19.5A4.5 19.5 0 0 1 33 19.5C25 18 17 14.5 0 14.5C-20 14.5-29 21.5-37 23A5 23 0 0 1-37-23Z" />
      </g>
      <circle cx="190" cy="46" r="17" fill="var(--vermilion)" />
      <path d="M174 42q16 9 32 1" stroke="var(--paper)" strokeWidth="4.5" />
      <circle cx="178" cy="52" r="3" fill="var(--paper)" />
    </svg>
  )
}
