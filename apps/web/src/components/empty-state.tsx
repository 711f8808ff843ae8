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
    <svg aria-hidden="true" viewBox="0 0 220 70" width="220" height="70" fill="none" className="text-outline">
      <path d="M8 62h204" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
      <g stroke="currentColor" strokeWidth="2" strokeLinejoin="round" strokeLinecap="round">
        <path d="M20 44h38M72 44h30c6 0 9-4 13-4v18c-4 0-7-4-13-4H72M58 54H22l-6-5 6-5" />
        <path d="M58 33c2 6 2 24 0 29h14c-2-5-2-23 0-29z" />
        <path d="M65 49c18-26 52 20 104 4" strokeWidth="1.5" />
      </g>
      <circle cx="184" cy="44" r="17" fill="var(--vermilion)" />
      <circle cx="170" cy="52" r="3" fill="var(--paper)" />
    </svg>
  )
}
