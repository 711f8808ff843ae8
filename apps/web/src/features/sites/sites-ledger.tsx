import type { StaffSite } from '@cashwrap/shared/contracts/sites'
import { Link } from '@tanstack/react-router'
import { Ledger, ledgerCell, ledgerRow } from '../../components/ledger.tsx'
import { StatusWord } from '../../components/status-word.tsx'
import { TimeText } from '../../components/time-text.tsx'
import { ROW_LINK } from '../../lib/use-list-keys.ts'
import { STATUS_WORDS, siteName } from './site-words.ts'

const FROM_MD = 'max-md:hidden'
const FROM_XL = 'max-xl:hidden'

const COLUMNS = [
  { title: 'Site' },
  { title: 'Status' },
  { title: 'Plugin', className: FROM_MD },
  { title: 'WordPress', className: FROM_XL },
  { title: 'Registered', className: FROM_MD },
  { title: 'First used', className: `${FROM_XL} whitespace-nowrap pr-0!` },
]

interface SitesLedgerProps {
  sites: readonly StaffSite[]
  isLoading: boolean
}

export function SitesLedger({ sites, isLoading }: SitesLedgerProps) {
  return (
    <Ledger caption="Plugin sites, newest first" columns={COLUMNS} isLoading={isLoading}>
      {sites.map((site) => (
        <SiteRow key={site.id} site={site} />
      ))}
    </Ledger>
  )
}

function SiteRow({ site }: { site: StaffSite }) {
  const { word, tone } = STATUS_WORDS[site.status]
  return (
    <tr className={ledgerRow}>
      <th scope="row" className={ledgerCell('w-full max-w-0 py-2! text-left font-medium')}>
        <Link
          {...ROW_LINK}
          to="/staff/sites/$siteId"
          params={{ siteId: site.id }}
          className="block truncate after:absolute after:inset-0"
        >
          {siteName(site)}
        </Link>
        <span className="block truncate font-normal text-1 text-soft" title={site.siteUrl}>
          {site.siteUrl}
        </span>
      </th>
      <td className={ledgerCell()}>
        <StatusWord tone={tone}>{word}</StatusWord>
      </td>
      <td className={ledgerCell(`${FROM_MD} tabular whitespace-nowrap`)}>{site.pluginVersion}</td>
      <td className={ledgerCell(`${FROM_XL} tabular whitespace-nowrap`)}>{site.wordpressVersion}</td>
      <td className={ledgerCell(`${FROM_MD} whitespace-nowrap text-soft`)}>
        <TimeText value={site.registeredAt} style="date-time" />
      </td>
      <td className={ledgerCell(`${FROM_XL} whitespace-nowrap pr-0! text-soft`)}>
        {site.firstUsedAt ? <TimeText value={site.firstUsedAt} style="date-time" /> : 'not yet'}
      </td>
    </tr>
  )
}
