import { ListInboxInput } from '@cashwrap/shared/contracts/staff'
import type { Deps } from '../../app/deps.ts'
import { systemActor } from '../../modules/auth/index.ts'
import { listInbox } from '../../modules/provider-events/index.ts'
import { misused } from './misused.ts'

const PAGE = 100
const SOME = 1

/**
 * `unclaimed-events [--since <time>]`: a line each, the newest first: id, type, when it came, what it is about, the instance it names,
 * why it was ignored. Of the last thirty days unless said. The exit code is 1 where there are any.
 */
export async function unclaimedEventsCommand(deps: Deps, words: readonly string[]): Promise<number> {
  const [option, time = ''] = words
  const since = new Date(time)
  if (option !== undefined && (option !== '--since' || words.length > 2 || Number.isNaN(since.getTime())))
    return misused('unclaimed-events takes --since with a time such as 2027-03-14 or 2027-03-14T08:30:00Z, or nothing.')
  let cursor: string | undefined
  let events = 0
  do {
    const input = ListInboxInput.parse({ whose: 'unclaimed', limit: PAGE, ...(cursor !== undefined && { cursor }) })
    const page = await listInbox(deps, systemActor('cli'), { ...input, ...(option !== undefined && { since }) })
    if (!page.ok) return SOME
    for (const { id, type, receivedAt, objectId, instance, note } of page.value.items)
      console.log([id, type, receivedAt, objectId, instance ?? 'names nobody', note].join('\t'))
    events += page.value.items.length
    cursor = page.value.nextCursor ?? undefined
  } while (cursor !== undefined)
  if (events === 0) console.log('Every event is claimed.')
  return events === 0 ? 0 : SOME
}
