import type { WebhookSide } from '@cashwrap/shared/contracts/webhooks'
import { trpc } from '../../lib/trpc.ts'
import type { DeliveriesSearch } from './deliveries-search.ts'
import { shortUrl } from './endpoint-words.ts'

/** `endpoint:…` or `site:…` */
export type ReceiverKey = string

export const receiverKey = ({ endpoint, site }: DeliveriesSearch): ReceiverKey | undefined =>
  endpoint ? `endpoint:${endpoint}` : site ? `site:${site}` : undefined

/** What a filter by receiver says in the address. */
export function receiverSearch(key: ReceiverKey | undefined): Pick<DeliveriesSearch, 'endpoint' | 'site'> {
  const [kind, id] = key?.split(':') ?? []
  if (id === undefined) return {}
  return kind === 'site' ? { site: id } : { endpoint: id }
}

/** Whose deliveries can be asked for: the endpoints of a side, and the one that is asked for if it is none of them. */
export function useReceivers(side: WebhookSide, filter: DeliveriesSearch): { value: ReceiverKey; label: string }[] {
  const endpoints = trpc.webhooks.endpoints.useQuery({ side })
  const site = trpc.staff.sites.one.useQuery(
    { site: filter.site ?? '' },
    { enabled: side === 'shop' && filter.site !== undefined },
  )
  const listed = (endpoints.data ?? []).map(({ id, url }) => ({ value: `endpoint:${id}`, label: shortUrl(url) }))
  const asked = receiverKey(filter)
  if (asked === undefined || listed.some(({ value }) => value === asked)) return listed
  const label = filter.site ? (site.data ? shortUrl(site.data.siteUrl) : 'One site') : 'Another endpoint'
  return [...listed, { value: asked, label }]
}
