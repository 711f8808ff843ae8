import { useEffect, useState } from 'react'

/** True once `isWaiting` has lasted for so long. */
export function useWaited(isWaiting: boolean, milliseconds: number): boolean {
  const [hasWaited, setHasWaited] = useState(false)
  useEffect(() => {
    setHasWaited(false)
    if (!isWaiting) return
    const timer = window.setTimeout(() => setHasWaited(true), milliseconds)
    return () => window.clearTimeout(timer)
  }, [isWaiting, milliseconds])
  return hasWaited
}
