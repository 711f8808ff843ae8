import type { ShopInfo } from '@cashwrap/shared/contracts/catalogue'
import type { Money } from '@cashwrap/shared/contracts/primitives'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { formatMoney } from '../../lib/format-money.ts'

interface PayButtonProps {
  total: Money
  /** The payment page adds tax to this total. */
  taxComesLater: boolean
  mode: ShopInfo['mode']
  isBusy: boolean
}

/** The total is on the button: what it says is what is asked for. */
export function PayButton({ total, taxComesLater, mode, isBusy }: PayButtonProps) {
  const isFree = total.amount === 0
  return (
    <div>
      <Button type="submit" isBusy={isBusy} className="tabular h-14 w-full text-4!">
        {isFree ? 'Get it for free' : `Pay ${formatMoney(total)}${taxComesLater ? ' plus tax' : ''}`}
      </Button>
      <p className="mt-3 flex items-start gap-2 text-2 text-soft">
        <Icon name={isFree ? 'mail' : 'lock'} size={18} className="mt-0.5" />
        <span>
          {isFree
            ? 'Nothing to pay and no card needed. It opens at once.'
            : 'Next comes the payment page. You are not charged before you confirm there.'}
        </span>
      </p>
      {!isFree && mode !== 'live' && (
        <p className="mt-2 text-2 text-soft">
          {mode === 'sandbox' ? 'Only test money moves here: ' : 'Stripe’s test mode is on: '}
          pay with card <span className="tabular whitespace-nowrap font-medium text-ink">4242 4242 4242 4242</span>, any
          later date and any three digits.
        </p>
      )}
    </div>
  )
}
