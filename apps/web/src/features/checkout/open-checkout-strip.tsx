import type { CheckoutStatus } from '@cashwrap/shared/contracts/checkout'
import { buttonClass } from '../../components/button.tsx'
import { Countdown } from '../../components/countdown.tsx'

interface OpenCheckoutStripProps {
  status: CheckoutStatus
  offsetSeconds: number
  onEnd: () => void
}

/** A payment page that is still open for this cart: a way back to it instead of starting over. */
export function OpenCheckoutStrip({ status, offsetSeconds, onEnd }: OpenCheckoutStripProps) {
  if (status.stage !== 'open' || status.url === null || status.expiresAt === null) return null
  return (
    <div className="mb-7 flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-hairline border-y py-3">
      <p className="text-2">
        A payment page is still open for this cart, for{' '}
        <strong className="font-semibold">
          <Countdown until={status.expiresAt} offsetSeconds={offsetSeconds} onEnd={onEnd} />
        </strong>
        .
      </p>
      <a href={status.url} className={buttonClass('quiet', 'text-2!')}>
        Go on paying
      </a>
    </div>
  )
}
