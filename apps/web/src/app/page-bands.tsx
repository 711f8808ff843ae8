import type { ShopInfo } from '@cashwrap/shared/contracts/catalogue'
import { useOnline } from '../lib/use-online.ts'

const WORDS = {
  sandbox: 'Demo shop, test money: nothing is charged.',
  test: 'Test mode, test cards: nothing is charged.',
} as const satisfies Record<Exclude<ShopInfo['mode'], 'live'>, string>

/** Its height is reserved from the start where it is expected, so that the page does not jump when the mode is known. */
export function TestMoneyBand({ mode }: { mode: ShopInfo['mode'] | undefined }) {
  if (mode === 'live') return null
  return (
    <p className="min-h-8 bg-ink px-gutter py-1.5 text-center text-1 text-paper">{mode ? WORDS[mode] : '\u00a0'}</p>
  )
}

export function OfflineBand() {
  const isOnline = useOnline()
  return (
    <div role="status">
      {!isOnline && (
        <p className="bg-amber-wash px-gutter py-2 text-center font-medium text-2 text-amber">
          You are offline. What you see may be old; your cart is safe.
        </p>
      )}
    </div>
  )
}
