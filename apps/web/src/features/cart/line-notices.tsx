import type { LineNotice } from '@cashwrap/shared/contracts/cart'
import type { ReactNode } from 'react'
import { MoneyText } from '../../components/money-text.tsx'
import { type StatusTone, StatusWord } from '../../components/status-word.tsx'

/** What changed about a line since it was put in, before anything is paid. */
export function LineNotices({ notices }: { notices: readonly LineNotice[] }) {
  if (notices.length === 0) return null
  return (
    <ul className="mt-2 space-y-1">
      {notices.map((notice) => (
        <li key={notice.kind}>
          <StatusWord tone={toneOf(notice)}>
            <span className="font-medium">{wordsOf(notice)}</span>
          </StatusWord>
        </li>
      ))}
    </ul>
  )
}

function toneOf(notice: LineNotice): StatusTone {
  return notice.kind === 'unavailable' || notice.kind === 'seats-short' ? 'bad' : 'waiting'
}

const UNAVAILABLE = {
  unpublished: 'No longer sold. Remove it to go on.',
  'sold-out': 'Sold out meanwhile. Remove it to go on.',
  'not-on-sale-yet': 'Not on sale yet. Remove it to go on.',
} as const

function wordsOf(notice: LineNotice): ReactNode {
  switch (notice.kind) {
    case 'price-changed':
      return (
        <>
          The price has changed: it was <MoneyText value={notice.was} />, now <MoneyText value={notice.now} />
        </>
      )
    case 'unavailable':
      return UNAVAILABLE[notice.availability]
    case 'already-owned':
      return 'You own this already. It is in your library.'
    case 'seats-short':
      return notice.left === 1 ? 'Only 1 seat is left.' : `Only ${notice.left} seats are left.`
    default:
      return notice satisfies never
  }
}
