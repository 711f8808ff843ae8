import { type ReactNode, useEffect, useRef, useState } from 'react'

interface StickyBuyBarProps {
  /** The price, beside the shortcut. */
  label: string
  /** The real button, in its place on the page. */
  button: ReactNode
  /** Its stand-in at the foot of a phone's screen while the real one is out of sight. */
  shortcut: ReactNode
}

export function StickyBuyBar({ label, button, shortcut }: StickyBuyBarProps) {
  const place = useRef<HTMLDivElement>(null)
  const [isAway, setIsAway] = useState(false)
  useEffect(() => {
    const real = place.current
    if (!real) return
    const watch = new IntersectionObserver(([entry]) => setIsAway(!entry?.isIntersecting))
    watch.observe(real)
    return () => watch.disconnect()
  }, [])
  return (
    <>
      <div ref={place}>{button}</div>
      {isAway && (
        <div
          data-buy-bar
          className="rise fixed inset-x-0 bottom-0 z-40 flex items-center justify-between gap-4 border-hairline border-t bg-raised px-gutter pt-2.5 pb-[max(0.625rem,env(safe-area-inset-bottom))] lg:hidden"
        >
          <span className="tabular font-semibold text-4 leading-tight">{label}</span>
          {shortcut}
        </div>
      )}
    </>
  )
}
