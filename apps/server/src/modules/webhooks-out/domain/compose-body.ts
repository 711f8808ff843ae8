import { PLUGIN_CREDIT_TYPES } from '@cashwrap/shared/contracts/credits'
import { WEBHOOK_EVENTS } from '@cashwrap/shared/contracts/webhook-events'

export interface MessageToSend {
  id: string
  type: string
  at: Date
  data: unknown
}

/** What Standard Webhooks suggest. */
export const composeForEndpoint = ({ type, at, data }: MessageToSend): string =>
  JSON.stringify({ type, timestamp: at.toISOString(), data })

/** What the plugin calls each type that a site is told. */
const PLUGIN_EVENTS = {
  'credits.updated': 'credits_updated',
  'site.disabled': 'plugin_disabled',
  'site.enabled': 'plugin_enabled',
  'webhook.test': 'test_webhook',
} as const
type PluginType = keyof typeof PLUGIN_EVENTS
const isPluginType = (type: string): type is PluginType => type in PLUGIN_EVENTS

type Composed = { kind: 'body'; body: string } | { kind: 'never'; reason: string }

/** The same for a plugin site, in its plugin's words; some things cannot be said in them. */
export function composeForSite(message: MessageToSend, site: { siteId: string; instanceId: string }): Composed {
  const { id, type, at } = message
  if (!isPluginType(type)) return { kind: 'never', reason: `the plugin has no word for ${type}` }
  const data = pluginData(type, message.data)
  if (typeof data === 'string') return { kind: 'never', reason: data }
  const body = JSON.stringify({
    event: PLUGIN_EVENTS[type],
    type,
    id,
    site_id: site.siteId,
    instance_id: site.instanceId,
    timestamp: at.toISOString(),
    data,
  })
  return { kind: 'body', body }
}

/** A text is the reason why there is none. */
function pluginData(type: PluginType, data: unknown): Record<string, unknown> | string {
  switch (type) {
    case 'credits.updated':
      return creditsData(data)
    case 'site.disabled':
    case 'site.enabled': {
      const { reason } = WEBHOOK_EVENTS[type].data.site.parse(data)
      return reason === null ? {} : { reason }
    }
    case 'webhook.test':
      return { ...WEBHOOK_EVENTS[type].data.site.parse(data) }
  }
}

function creditsData(data: unknown): Record<string, unknown> | string {
  const { account, credits, reason } = WEBHOOK_EVENTS['credits.updated'].data.site.parse(data)
  if (!('siteId' in account)) return 'the account is not one of a site'
  if (account.email === null) return 'the plugin finds its user by address, and none is known'
  const types = new Set([...PLUGIN_CREDIT_TYPES, ...Object.keys(credits)])
  return {
    user_id: account.siteUserId,
    // The plugin looks it up as WordPress keeps addresses.
    user_email: account.email.replaceAll('&', '&amp;'),
    credits: Object.fromEntries([...types].map((type) => [`${type}_credits`, credits[type] ?? 0])),
    reason,
  }
}

/** Where the plugin listens on its site, which may live below a path. */
export const pluginAddress = (siteUrl: string): string =>
  `${siteUrl.replace(/\/+$/, '')}/wp-admin/admin-ajax.php?action=rakubun_webhook`
