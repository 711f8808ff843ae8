import type { StaffSite } from '@cashwrap/shared/contracts/sites'
import type { ReactNode } from 'react'
import { Icon } from '../../components/icon.tsx'
import { TimeText } from '../../components/time-text.tsx'

interface SiteNotesProps {
  site: StaffSite
  /** By the shop's clock. */
  now: Date
}

/** What one should know before anything else is read. */
export function SiteNotes({ site, now }: SiteNotesProps) {
  const { reopenedUntil } = site
  return (
    <>
      {site.status === 'disabled' && (
        <Note>
          <strong className="font-semibold">Its calls are refused</strong>
          {site.disabledReason ? `: ${site.disabledReason}` : '. No reason was given.'}
        </Note>
      )}
      {reopenedUntil && new Date(reopenedUntil) > now && (
        <Note>
          <strong className="font-semibold">
            Open for one registration until <TimeText value={reopenedUntil} style="date-time" />.
          </strong>{' '}
          It replaces the credentials.
        </Note>
      )}
    </>
  )
}

const Note = ({ children }: { children: ReactNode }) => (
  <p role="note" className="mb-5 flex max-w-[46rem] items-start gap-2.5 bg-amber-wash px-4 py-3 text-2">
    <Icon name="alert" size={18} className="mt-0.5 text-amber" />
    <span>{children}</span>
  </p>
)
