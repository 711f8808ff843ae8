import { useEffect } from 'react'

export const DESK_SEARCH = 'desk-search'
/** Put on the link of each row: what `j` and `k` go through. */
export const ROW_LINK = { 'data-row-link': '' } as const

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

/** `/` goes to the search, `j` and `k` to the next and the last row; the focus is real, so `enter` opens by itself. */
export function useListKeys() {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (event.key === '/') {
        event.preventDefault()
        document.getElementById(DESK_SEARCH)?.focus()
      }
      if (event.key === 'j' || event.key === 'k') moveRow(event.key === 'j' ? 1 : -1)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

function moveRow(step: 1 | -1): void {
  const links = [...document.querySelectorAll<HTMLElement>('[data-row-link]')]
  const at = document.activeElement instanceof HTMLElement ? links.indexOf(document.activeElement) : -1
  const next = at === -1 ? 0 : Math.min(Math.max(at + step, 0), links.length - 1)
  links[next]?.focus()
  links[next]?.scrollIntoView({ block: 'nearest' })
}
