import { useEffect, useRef } from 'react'

export interface FieldFault {
  /** Id of the control to go to. */
  fieldId: string
  message: string
}

interface ErrorSummaryProps {
  faults: readonly FieldFault[]
  /** Counts the tries to send: each one that fails brings focus here. */
  attempt: number
}

/** All that keeps a form from being sent, each a way to its field. Takes focus when a try fails. */
export function ErrorSummary({ faults, attempt }: ErrorSummaryProps) {
  const ref = useRef<HTMLDivElement>(null)
  const hasFaults = faults.length > 0
  useEffect(() => {
    if (attempt > 0 && hasFaults) ref.current?.focus()
  }, [attempt, hasFaults])
  if (!hasFaults) return null
  return (
    <div ref={ref} tabIndex={-1} role="alert" className="rise border-vermilion border-l-4 bg-vermilion-wash px-4 py-3">
      <p className="font-semibold">{faults.length === 1 ? 'One thing first' : `${faults.length} things first`}</p>
      <ul className="mt-0.5">
        {faults.map((fault) => (
          <li key={fault.fieldId}>
            <a
              href={`#${fault.fieldId}`}
              className="link inline-flex min-h-target items-center text-2"
              onClick={(event) => {
                event.preventDefault()
                document.getElementById(fault.fieldId)?.focus()
              }}
            >
              {fault.message}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}
