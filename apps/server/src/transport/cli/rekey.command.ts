import type { Deps } from '../../app/deps.ts'
import { resealSiteSecrets } from '../../modules/plugin-sites/index.ts'
import { resealEndpointSecrets } from '../../modules/webhooks-out/index.ts'

/** Every store of sealed secrets; each seals anew what another key than the first has sealed, and answers how many. */
const STORES: readonly { what: string; reseal(deps: Deps): Promise<number> }[] = [
  { what: 'webhook secrets of sites', reseal: resealSiteSecrets },
  { what: 'webhook secrets of endpoints', reseal: resealEndpointSecrets },
]

/** `rekey`: afterwards a former key can be taken out of ENCRYPTION_KEY. */
export async function rekeyCommand(deps: Deps, _words: readonly string[]): Promise<number> {
  for (const { what, reseal } of STORES) console.log(`${what}: ${await reseal(deps)} sealed anew`)
  return 0
}
