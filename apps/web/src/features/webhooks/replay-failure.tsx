import { FailureMessage } from '../../components/failure-message.tsx'
import type { ScreenFailure } from '../../lib/failure.ts'

/** Why something was not sent once more. What is refused there is the receiver: it takes nothing now. */
export function ReplayFailure({ failure, className = '' }: { failure: ScreenFailure; className?: string }) {
  if (failure.kind !== 'invalid-input') return <FailureMessage failure={failure} className={className} />
  return (
    <p role="alert" className={`border-vermilion border-l-4 bg-vermilion-wash px-4 py-3 text-2 ${className}`}>
      <strong className="font-semibold">The endpoint is disabled or removed.</strong> Nothing can be sent to it; enable
      it first.
    </p>
  )
}
