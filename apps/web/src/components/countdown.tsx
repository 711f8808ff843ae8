import { useEffect, useEffectEvent, useState } from 'react'
import { clockFace, secondsUntil, wordsAt } from '../lib/countdown.ts'

interface CountdownProps {
  /** ISO instant. */
  until: string
  /** From `shop.info`: what the shop's clock is ahead of this machine's. */
  offsetSeconds?: number
  onEnd?: () => void
}

/** Ticks for the eye each second; speaks at five minutes, one minute and the end. */
export function Countdown({ until, offsetSeconds = 0, onEnd }: CountdownProps) {
  const [left, setLeft] = useState(() => secondsUntil(until, Date.now(), offsetSeconds))
  const [words, setWords] = useState('')
  const end = useEffectEvent(() => onEnd?.())

  useEffect(() => {
    let before = secondsUntil(until, Date.now(), offsetSeconds)
    setLeft(before)
    if (before === 0) {
      end()
      return
    }
    const timer = window.setInterval(() => {
      const now = secondsUntil(until, Date.now(), offsetSeconds)
      const said = wordsAt(before, now)
      before = now
      setLeft(now)
      if (said) setWords(said)
      if (now === 0) {
        window.clearInterval(timer)
        end()
      }
    }, 1000)
    return () => window.clearInterval(timer)
  }, [until, offsetSeconds])

  return (
    <>
      <span role="timer" aria-live="off" className={`tabular ${left <= 60 ? 'text-vermilion' : ''}`}>
        {clockFace(left)}
      </span>
      <span role="status" className="sr-only">
        {words}
      </span>
    </>
  )
}
