import { randomBytes, randomUUID } from 'node:crypto'
import { seedDemo } from '../../../src/demo/seed-demo.ts'
import { DEMO_SELLERS } from '../../../src/demo/sellers.ts'
import type { House } from '../../support/house.ts'
import { PluginSite } from './plugin-site.ts'

export const apiOf = ({ url }: Pick<House, 'url'>): string => `${url}/api/v1`

/** The packages that the examples name, among all else that the demo sells. */
export async function stockPackages({ deps, sandbox }: House): Promise<void> {
  await sandbox.plantAccounts(Object.values(DEMO_SELLERS).map(({ accountId }) => accountId))
  await seedDemo(deps, { ifEmpty: false })
}

/** A registered site without a shop behind it, for calls as anyone could make them. */
export interface BareSite {
  instanceId: string
  token: string
  secret: string
}

/** As if from a network of its own, where the house trusts its proxy. */
export const fromAnotherNetwork = () => ({ 'x-forwarded-for': `203.0.${randomBytes(2).join('.')}` })

export async function registerBare(
  house: Pick<House, 'url'>,
  { instanceId = randomUUID(), siteUrl = 'https://shop.example' } = {},
): Promise<BareSite> {
  const registration = {
    instance_id: instanceId,
    site_url: siteUrl,
    site_title: 'Example shop',
    admin_email: 'owner@shop.example',
    plugin_version: '2.2.0',
    wordpress_version: '6.1.9',
  }
  const { status, body } = await ask(house, 'POST', '/plugins/register', registration, fromAnotherNetwork())
  if (status !== 200) throw new Error(`not registered: ${status} ${JSON.stringify(body)}`)
  return { instanceId, token: String(body['api_token']), secret: String(body['webhook_secret']) }
}

export const credentialsOf = ({ token, instanceId }: Pick<BareSite, 'token' | 'instanceId'>) => ({
  authorization: `Bearer ${token}`,
  'x-instance-id': instanceId,
})

export interface Asked {
  status: number
  body: Record<string, unknown>
  headers: Headers
}

/** @param body text is sent as it is */
export async function ask(
  house: Pick<House, 'url'>,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Asked> {
  const response = await fetch(`${apiOf(house)}${path}`, {
    method,
    redirect: 'manual',
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as Asked['body'], headers: response.headers }
}

/** A shop with the plugin switched on. */
export async function openShop(
  house: Pick<House, 'url'>,
  settings?: Parameters<typeof PluginSite.open>[1],
): Promise<PluginSite> {
  const site = await PluginSite.open(apiOf(house), settings)
  if (!(await site.activate())) throw new Error(`the shop is not registered: ${site.plugin.errorLog.join()}`)
  return site
}

/** The address that a payment page leads back to for this session. */
export const returnOf = (site: PluginSite, sessionId: string): string =>
  `${site.plugin.siteUrl}/wp-admin/admin.php?page=rakubun-ai-purchase&session_id=${sessionId}&status=success`

/** The id of the session that a click on "buy" led to. */
export async function sessionOf(site: PluginSite, userId: number, packageId: string): Promise<string> {
  const bought = await site.buy(userId, packageId)
  if (!('url' in bought)) throw new Error(`no session: ${bought.message}`)
  return String(site.plugin.last('/checkout/sessions').answer['session_id'])
}
