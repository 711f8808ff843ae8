import type { SiteStatus, StaffSite } from '@cashwrap/shared/contracts/sites'
import type { StatusTone } from '../../components/status-word.tsx'

export const STATUS_WORDS = {
  active: { word: 'Active', tone: 'good' },
  disabled: { word: 'Disabled', tone: 'bad' },
} as const satisfies Record<SiteStatus, { word: string; tone: StatusTone }>

/** What a site is called: its title, or its address without the scheme. */
export const siteName = ({ siteTitle, siteUrl }: Pick<StaffSite, 'siteTitle' | 'siteUrl'>): string =>
  siteTitle ?? siteUrl.replace(/^https?:\/\//, '')
