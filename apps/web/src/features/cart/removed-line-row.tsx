import { useEffect, useRef } from 'react'
import type { RemovedLine } from './use-cart.ts'

/** Where a line was: what left, and the way back. */
export function RemovedLineRow({ removed, onUndo }: { removed: RemovedLine; onUndo: () => void }) {
  const undo = useRef<HTMLButtonElement>(null)
  // The button that had focus went with the line; the way back takes its place.
  useEffect(() => undo.current?.focus({ preventScroll: true }), [])
  return (
    <div className="rise flex flex-wrap items-center justify-between gap-x-4 bg-sunk px-4 py-1.5 text-2">
      <span className="py-2">
        <span className="font-semibold">{removed.line.title}</span> is out of the cart.
      </span>
      <button ref={undo} type="button" onClick={onUndo} className="link min-h-target font-semibold">
        Put it back
      </button>
    </div>
  )
}
