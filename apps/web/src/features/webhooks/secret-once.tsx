import { useEffect, useRef } from 'react'
import { Button } from '../../components/button.tsx'
import { CopyButton } from '../../components/copy-button.tsx'
import { TimeText } from '../../components/time-text.tsx'

interface SecretOnceProps {
  secret: string
  /** Until then the one before signs too; null for the first. */
  oldUntil: string | null
  onKept: () => void
}

/** A secret while it can be seen: right after it was made. */
export function SecretOnce({ secret, oldUntil, onKept }: SecretOnceProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <section
      aria-labelledby="secret"
      className="rise mb-7 max-w-[46rem] border-green border-l-4 bg-green-wash px-5 py-4"
    >
      <h2 id="secret" ref={heading} tabIndex={-1} className="text-4">
        The secret, shown this once
      </h2>
      <p className="mt-1 max-w-measure text-2">
        Whoever receives the webhooks checks their signatures with it. Keep it there now: it cannot be looked up again,
        only replaced.
      </p>
      {oldUntil && (
        <p className="mt-2 max-w-measure text-2">
          Until <TimeText value={oldUntil} style="date-time" className="font-semibold" /> the old one is good, too: each
          request carries both signatures, so nothing is refused while you change it.
        </p>
      )}
      <code className="mt-3 block select-all break-all rounded-1 bg-raised px-3 py-2.5 font-medium text-2">
        {secret}
      </code>
      <div className="mt-3 flex flex-wrap gap-3">
        <CopyButton text={secret} label="Copy the secret" />
        <Button variant="plain" className="text-2!" onClick={onKept}>
          I have kept it
        </Button>
      </div>
    </section>
  )
}
