import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useId, useState } from 'react'
import { Icon } from '../../components/icon.tsx'
import { readCatalogueSearch } from './catalogue-search.ts'

const TYPING_PAUSE_MS = 300

/** Searches while typing on the shop front, and on Enter from anywhere. */
export function SearchField() {
  const inputId = useId()
  const navigate = useNavigate()
  const inUrl = useSearch({ strict: false, select: (search) => String(search.search ?? '') })
  const [typed, setTyped] = useState(inUrl)
  useEffect(() => setTyped(inUrl), [inUrl])

  const go = (text: string, replace: boolean) => {
    void navigate({
      to: '/',
      search: ({ pages: _pages, ...before }) => readCatalogueSearch({ ...before, search: text }),
      replace,
      resetScroll: false,
    })
  }

  useEffect(() => {
    if (typed.trim() === inUrl) return
    const timer = window.setTimeout(() => {
      if (window.location.pathname === '/') go(typed, true)
    }, TYPING_PAUSE_MS)
    return () => window.clearTimeout(timer)
  })

  return (
    <search>
      <form
        className="relative"
        onSubmit={(event) => {
          event.preventDefault()
          go(typed, false)
        }}
      >
        <label htmlFor={inputId} className="sr-only">
          Search the shop
        </label>
        <Icon name="search" className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-soft" />
        <input
          id={inputId}
          type="search"
          enterKeyHint="search"
          maxLength={100}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          placeholder="Search"
          className="block min-h-target w-full rounded-2 border border-hairline bg-raised pr-3 pl-10 text-3 placeholder:text-soft hover:border-outline"
        />
      </form>
    </search>
  )
}
