import { randomUUID } from 'node:crypto'
import { readConfig } from '../../src/config/config.ts'
import { systemActor } from '../../src/modules/auth/index.ts'
import {
  type AnnounceToSite,
  authenticateSite,
  disableSite,
  enableSite,
  type RegisteredSite,
  registerSite,
  reopenRegistration,
} from '../../src/modules/plugin-sites/index.ts'
import { memoryRateLimits, type RateLimits } from '../../src/platform/rate-limit/rate-limits.ts'
import { openSecretBox } from '../../src/platform/secret-box.ts'
import { fixedClock } from './fixed-clock.ts'
import { visitor } from './sign-in-house.ts'
import type { TestDatabase } from './test-database.ts'

export const operator = systemActor('test')
type Sent = Record<string, unknown>

/** Everything that sites of the plugin need, over a database of its own. */
export function openSiteHouse(database: TestDatabase, { rateLimits }: { rateLimits?: RateLimits } = {}) {
  const clock = fixedClock()
  const config = readConfig({ DATABASE_URL: database.url, RATE_LIMITS: 'register=100000/3600' })
  const told: Parameters<AnnounceToSite>[1][] = []
  const announceToSite: AnnounceToSite = async (_tx, news) => {
    told.push(news)
  }
  const deps = {
    db: database.db,
    clock,
    config,
    secretBox: openSecretBox(config.encryptionKeys),
    rateLimits: rateLimits ?? memoryRateLimits(config.rateLimits),
    announceToSite,
  }

  const ask = (sent: Sent = {}, { seed = null, client = 'someone' }: { seed?: string | null; client?: string } = {}) =>
    registerSite(deps, visitor, {
      sent: { instanceId: randomUUID(), siteUrl: 'https://shop.example', adminEmail: 'owner@shop.example', ...sent },
      clientHash: Buffer.from(client),
      seed,
    })
  const register = async (sent: Sent = {}, seed: string | null = null): Promise<RegisteredSite> => {
    const registered = await ask(sent, { seed })
    if (!registered.ok) throw new Error(registered.failure.kind)
    return registered.value
  }
  const show = (token: string, instanceId: string) => authenticateSite(deps, { token, instanceId })
  /** Registers, and makes the first call. */
  const settle = async (sent: Sent = {}): Promise<RegisteredSite> => {
    const site = await register(sent)
    const shown = await show(site.token, site.instanceId)
    if (!shown.ok) throw new Error(shown.failure.kind)
    return site
  }
  return {
    deps,
    db: database.db,
    clock,
    told,
    ask,
    register,
    show,
    settle,
    disable: (site: string, reason?: string) => disableSite(deps, operator, { site, reason }),
    enable: (site: string) => enableSite(deps, operator, { site }),
    reopen: (site: string, minutes = 60) => reopenRegistration(deps, operator, { site, minutes }),
    /** What was done about a site, in no order: it may have been at one moment. */
    actions: async (siteId: string) => {
      const entries = database.db.selectFrom('audit_log').select('action').where('subject_id', '=', siteId)
      return (await entries.orderBy('action').execute()).map(({ action }) => action)
    },
  }
}
