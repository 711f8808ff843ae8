import type { ReactNode } from 'react'

interface FactsProps {
  title: string
  children: ReactNode
}

/** What is known of one thing, a line each. */
export function Facts({ title, children }: FactsProps) {
  return (
    <section aria-label={title}>
      <h2 className="mb-1 text-3">{title}</h2>
      <dl className="divide-y divide-hairline border-hairline border-y text-2">{children}</dl>
    </section>
  )
}

export function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline gap-x-4 py-2">
      <dt className="w-28 shrink-0 text-soft">{term}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  )
}
