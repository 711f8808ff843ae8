import type { Deps } from '../../app/deps.ts'
import { systemActor } from '../../modules/auth/index.ts'
import { listSellers } from '../../modules/marketplace/index.ts'

/** `sellers`: a line each, with what other commands and programs call them. */
export async function sellersCommand(deps: Deps, _words: readonly string[]): Promise<number> {
  const listed = await listSellers(deps, systemActor('cli'), undefined)
  if (!listed.ok) return 1
  for (const { slug, externalId, name, accountId, isReady, feePercent } of listed.value)
    console.log(
      [slug, externalId, name, accountId ?? '-', isReady ? 'ready' : 'not ready', `${feePercent} %`].join('\t'),
    )
  return 0
}
