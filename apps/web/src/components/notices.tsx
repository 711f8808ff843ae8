import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import { Icon } from './icon.tsx'

interface Notice {
  id: number
  text: string
  action: { label: string; run: () => void } | null
}

interface Notices {
  /** Says something to screen readers only. */
  announce: (text: string) => void
  /** Shows a line at the foot of the page, and says it; stays long enough to read and to act. */
  show: (text: string, action?: Notice['action']) => void
}

const NoticesContext = createContext<Notices | null>(null)
const SHOWN_MS = 8000
let lastId = 0

export function NoticesProvider({ children }: { children: ReactNode }) {
  const [spoken, setSpoken] = useState({ id: 0, text: '' })
  const [notice, setNotice] = useState<Notice | null>(null)
  const [isHeld, setIsHeld] = useState(false)

  const announce = useCallback((text: string) => {
    lastId += 1
    setSpoken({ id: lastId, text })
  }, [])
  const show = useCallback((text: string, action: Notice['action'] = null) => {
    lastId += 1
    setSpoken({ id: lastId, text })
    setNotice({ id: lastId, text, action })
  }, [])

  useEffect(() => {
    if (!notice || isHeld) return
    const timer = window.setTimeout(() => setNotice(null), SHOWN_MS)
    return () => window.clearTimeout(timer)
  }, [notice, isHeld])

  const value = useMemo(() => ({ announce, show }), [announce, show])
  return (
    <NoticesContext.Provider value={value}>
      {children}
      <div role="status" aria-live="polite" className="sr-only">
        {/* A new element each time, so that the same words said twice are heard twice. */}
        <span key={spoken.id}>{spoken.text}</span>
      </div>
      {notice && (
        <section
          key={notice.id}
          aria-label="Notice"
          onMouseEnter={() => setIsHeld(true)}
          onMouseLeave={() => setIsHeld(false)}
          onFocus={() => setIsHeld(true)}
          onBlur={() => setIsHeld(false)}
          className="rise fixed inset-x-4 bottom-[max(1rem,env(safe-area-inset-bottom))] z-50 mx-auto flex w-fit max-w-[calc(100vw-2rem)] items-center gap-2 rounded-2 bg-ink py-1 pr-1 pl-4 text-2 text-paper"
        >
          <span className="py-2">{notice.text}</span>
          {notice.action && (
            <button
              type="button"
              className="min-h-target rounded-1 px-3 font-semibold underline underline-offset-4"
              onClick={() => {
                notice.action?.run()
                setNotice(null)
              }}
            >
              {notice.action.label}
            </button>
          )}
          <button type="button" className="grid size-target place-items-center" onClick={() => setNotice(null)}>
            <Icon name="cross" size={18} />
            <span className="sr-only">Dismiss</span>
          </button>
        </section>
      )}
    </NoticesContext.Provider>
  )
}

export function useNotices(): Notices {
  const notices = useContext(NoticesContext)
  if (!notices) throw new Error('useNotices needs a NoticesProvider above it')
  return notices
}
