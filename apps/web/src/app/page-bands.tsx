import type { ShopInfo } from '@cashwrap/shared/contracts/catalogue'
import { useEffect, useState } from 'react'
import { useOnline } from '../lib/use-online.ts'

const WORDS = {
  sandbox: 'Demo shop, test money: nothing is charged.',
  test: 'Test mode, test cards: nothing is charged.',
} as const satisfies Record<Exclude<ShopInfo['mode'], 'live'>, string>

const KEY = 'shop-is-live'

function wasLive(): boolean {
  try {
    return localStorage.getItem(KEY) === 'yes'
  } catch {
    return false
  }
}

/** Says that no real money moves. Its place is kept while the mode is not known, unless this shop was live before. */
export function TestMoneyBand({ mode }: { mode: ShopInfo['mode'] | undefined }) {
  const [expectsNone] = useState(wasLive)
  useEffect(() => {
    if (mode === undefined) return
    try {
      localStorage.setItem(KEY, mode === 'live' ? 'yes' : 'no')
    } catch {
      // Storage is switched off: the place is kept next time too.
    }
  }, [mode])
  if (mode === 'live' || (mode === undefined && expectsNone)) return null
  return (
    <p className={`min-h-8 px-gutter py-1.5 text-center text-1 ${mode ? 'bg-band text-on-band' : ''}`}>
      {mode ? WORDS[mode] : '\u00a0'}
    </p>
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
