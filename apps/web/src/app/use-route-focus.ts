import { useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'

/**
 * After going to another page the reading place moves to its heading, so that a screen reader starts there and Tab goes on
 * from there. Changing only the search part (a filter, a sort) leaves focus where it is.
 */
export function useRouteFocus() {
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname })
  const before = useRef<string | undefined>(undefined)
  useEffect(() => {
    const from = before.current
    before.current = path
    const main = document.querySelector('main')
    if (!main || path === undefined || from === undefined || from === path) return
    return focusHeading(main)
  }, [path])
}

/** Focuses the heading, or first the page and then its heading when it comes, if the reader has not moved on meanwhile. */
function focusHeading(main: HTMLElement): (() => void) | undefined {
  const focus = (element: HTMLElement) => {
    element.tabIndex = -1
    element.focus({ preventScroll: true })
  }
  const heading = main.querySelector('h1')
  if (heading) {
    focus(heading)
    return
  }
  focus(main)
  const watch = new MutationObserver(() => {
    const arrived = main.querySelector('h1')
    if (!arrived) return
    watch.disconnect()
    if (document.activeElement === main || document.activeElement === document.body) focus(arrived)
  })
  watch.observe(main, { childList: true, subtree: true })
  return () => watch.disconnect()
}
