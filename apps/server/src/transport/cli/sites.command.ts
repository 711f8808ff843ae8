import type { Deps } from '../../app/deps.ts'
import { systemActor } from '../../modules/auth/index.ts'
import { listSites } from '../../modules/plugin-sites/index.ts'

const PAGE = 100

/** `sites [search]`: a line each, the newest first: id, instance id, address, status, whether its credentials were ever used. */
export async function sitesCommand(deps: Deps, words: readonly string[]): Promise<number> {
  const search = words.join(' ') || undefined
  let cursor: string | undefined
  do {
    const page = await listSites(deps, systemActor('cli'), { search, cursor, limit: PAGE })
    if (!page.ok) return 1
    for (const { id, instanceId, siteUrl, status, firstUsedAt } of page.value.items)
      console.log([id, instanceId, siteUrl, status, firstUsedAt === null ? 'never used' : 'in use'].join('\t'))
    cursor = page.value.nextCursor ?? undefined
  } while (cursor !== undefined)
  return 0
}
