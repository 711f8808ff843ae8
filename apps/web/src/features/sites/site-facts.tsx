import type { StaffSite } from '@cashwrap/shared/contracts/sites'
import type { ReactNode } from 'react'
import { Fact, Facts } from '../../components/facts.tsx'
import { TimeText } from '../../components/time-text.tsx'

/** What a site said of itself, and what is known of its credentials. */
export function SiteFacts({ site }: { site: StaffSite }) {
  return (
    <div className="space-y-7">
      <Facts title="Site">
        <Fact term="Address">
          <a href={site.siteUrl} target="_blank" rel="noreferrer" className="link wrap-anywhere py-0.5">
            {site.siteUrl}
          </a>
        </Fact>
        <Fact term="Owner">{site.adminEmail}</Fact>
        <Said term="Plugin">{site.pluginVersion}</Said>
        <Said term="WordPress">{site.wordpressVersion}</Said>
        <Said term="PHP">{site.phpVersion}</Said>
        <Said term="Theme">{site.theme}</Said>
        <Said term="Language">{site.language}</Said>
        <Said term="Time zone">{site.timezone}</Said>
        <Said term="Content">{contentWords(site)}</Said>
      </Facts>
      <Facts title="Credentials">
        <Fact term="Registered">
          <TimeText value={site.registeredAt} style="date-time" />
        </Fact>
        <Fact term="Handed out">
          <TimeText value={site.issuedAt} style="date-time" />
        </Fact>
        <Fact term="First used">
          {site.firstUsedAt ? <TimeText value={site.firstUsedAt} style="date-time" /> : 'not yet'}
        </Fact>
        <Fact term="Instance">
          <code className="select-all break-all text-1">{site.instanceId}</code>
        </Fact>
        <Fact term="Id">
          <code className="select-all break-all text-1">{site.id}</code>
        </Fact>
      </Facts>
    </div>
  )
}

/** Left out where the site did not say. */
const Said = ({ term, children }: { term: string; children: ReactNode }) =>
  children === null ? null : <Fact term={term}>{children}</Fact>

function contentWords({ postCount, pageCount }: StaffSite): string | null {
  const parts = [
    postCount === null ? null : `${postCount} ${postCount === 1 ? 'post' : 'posts'}`,
    pageCount === null ? null : `${pageCount} ${pageCount === 1 ? 'page' : 'pages'}`,
  ].filter((part) => part !== null)
  return parts.length === 0 ? null : parts.join(', ')
}
