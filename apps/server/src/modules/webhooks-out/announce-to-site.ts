import type { Enqueue } from '../../platform/queue/queue.ts'
import type { SecretBox } from '../../platform/secret-box.ts'
import { type AnnounceToSite, siteReceiver } from '../plugin-sites/index.ts'
import { publish } from './publish-event.ts'

/** Tells a site, and the shop's endpoints, that the site was disabled or may go on. */
export const announceToSiteBy =
  (deps: { enqueue: Enqueue; secretBox: SecretBox }): AnnounceToSite =>
  async (tx, { siteId, event, reason = null, at }) => {
    const site = await siteReceiver({ db: tx, secretBox: deps.secretBox }, siteId)
    if (!site) return
    const { instanceId, siteUrl } = site
    const data = { siteId, instanceId, siteUrl, reason }
    const told = { type: event, at, orderingKey: `site:${siteId}`, data }
    await publish(tx, deps, { ...told, audience: { kind: 'site', siteId } })
    await publish(tx, deps, { ...told, audience: { kind: 'shop' } })
  }
