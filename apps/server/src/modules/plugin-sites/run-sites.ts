import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import type {
  DisableSiteInput,
  MoveSiteInput,
  NamedSite,
  ReopenRegistrationInput,
  StaffSite,
} from '@cashwrap/shared/contracts/sites'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import { addMinutes, type Clock } from '@cashwrap/shared/time'
import type { Db, Tx } from '../../platform/db/database.ts'
import { inTransaction } from '../../platform/db/transaction.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from '../auth/index.ts'
import { mayRunSites } from './may-run-sites.ts'
import type { AnnounceToSite } from './ports.ts'
import { toStaffSite } from './show-sites.ts'
import { lockNamedSite, type Site, saveReopened, saveSiteUrl, saveStatus } from './site-store.ts'

type Deps = { db: Db; clock: Clock }
type Announcing = Deps & { announceToSite: AnnounceToSite }
type Changed = Promise<Result<StaffSite, FailureOf<'not-allowed' | 'not-found'>>>

/** From now on each call of the site is refused; what it has bought stays. It is told why. */
export const disableSite = (deps: Announcing, actor: Actor, input: DisableSiteInput): Changed =>
  changeSite(deps, actor, input.site, async (tx, site, at) => {
    const reason = input.reason ?? null
    if (site.status === 'disabled' && site.disabledReason === reason) return site
    await saveStatus(tx, site.id, 'disabled', reason)
    await deps.announceToSite(tx, { siteId: site.id, event: 'site.disabled', ...(reason !== null && { reason }), at })
    await recordAudit(tx, { at, actor, action: 'site.disabled', subjectId: site.id, facts: { reason } })
    return { ...site, status: 'disabled', disabledReason: reason }
  })

/** The site may go on as before. */
export const enableSite = (deps: Announcing, actor: Actor, input: NamedSite): Changed =>
  changeSite(deps, actor, input.site, async (tx, site, at) => {
    if (site.status === 'active') return site
    await saveStatus(tx, site.id, 'active', null)
    await deps.announceToSite(tx, { siteId: site.id, event: 'site.enabled', at })
    await recordAudit(tx, { at, actor, action: 'site.enabled', subjectId: site.id })
    return { ...site, status: 'active', disabledReason: null }
  })

/** Lets the site register once more within `minutes`: its credentials are replaced then, and good until then. */
export const reopenRegistration = (deps: Deps, actor: Actor, input: ReopenRegistrationInput): Changed =>
  changeSite(deps, actor, input.site, async (tx, site, at) => {
    const reopenedUntil = addMinutes(at, input.minutes)
    await saveReopened(tx, site.id, reopenedUntil)
    const facts = { minutes: input.minutes }
    await recordAudit(tx, { at, actor, action: 'site.registration-reopened', subjectId: site.id, facts })
    return { ...site, reopenedUntil }
  })

/** The site lives at another address: there it is told what happens, and payers go back there. */
export const moveSite = (deps: Deps, actor: Actor, input: MoveSiteInput): Changed =>
  changeSite(deps, actor, input.site, async (tx, site, at) => {
    if (site.siteUrl === input.siteUrl) return site
    await saveSiteUrl(tx, site.id, input.siteUrl)
    const facts = { from: site.siteUrl, to: input.siteUrl }
    await recordAudit(tx, { at, actor, action: 'site.moved', subjectId: site.id, facts })
    return { ...site, siteUrl: input.siteUrl }
  })

async function changeSite(
  deps: Deps,
  actor: Actor,
  name: string,
  change: (tx: Tx, site: Site, at: Date) => Promise<Site>,
): Changed {
  if (!mayRunSites(actor)) return fail({ kind: 'not-allowed' })
  return inTransaction(deps.db, async (tx) => {
    const site = await lockNamedSite(tx, name)
    if (!site) return fail({ kind: 'not-found', what: 'site' })
    return ok(toStaffSite(await change(tx, site, deps.clock.now())))
  })
}
