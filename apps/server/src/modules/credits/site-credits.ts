import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import { type CreditEntryId, newId } from '@cashwrap/shared/ids'
import { fail, type Ok, ok, type Result } from '@cashwrap/shared/result'
import type { Clock } from '@cashwrap/shared/time'
import type { Db, Tx } from '../../platform/db/database.ts'
import { transact } from '../../platform/db/transaction.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from '../auth/index.ts'
import { findSiteAccount, insertSiteAccount, keepAddress, type SiteAccount, type SiteUser } from './account-store.ts'
import { add } from './domain/changes.ts'
import { findEntry, type LedgerSource, lockBalance, spend, writeEntry } from './ledger-store.ts'

export interface SiteCreditsDeps {
  db: Db
  clock: Clock
  config: { plugin: { freeCredits: Readonly<Record<string, number>> } }
}

/** A user as their site speaks of them. */
export interface NamedSiteUser extends SiteUser {
  /** Null where the call carries none. */
  email: string | null
  /** Read from where addresses may be spoilt on their way, so only better than nothing. */
  emailIsHint: boolean
}

/**
 * What a site's user can spend, by type. One seen for the first time gets an account with the free credits that are set. One
 * statement, unless the address is another than the one known.
 */
export async function readSiteCredits(
  deps: SiteCreditsDeps,
  _actor: Actor,
  user: NamedSiteUser,
): Promise<Ok<{ credits: Readonly<Record<string, number>> }>> {
  const account = await ensureSiteAccount(deps, user)
  return ok({ credits: account.credits })
}

/** The account of a site's user, made with its free credits if there is none, and its address kept. */
export async function ensureSiteAccount(deps: SiteCreditsDeps, user: NamedSiteUser): Promise<SiteAccount> {
  const account = (await findSiteAccount(deps.db, user)) ?? (await openSiteAccount(deps, user))
  await noteAddress(deps.db, account, user)
  return account
}

async function openSiteAccount(deps: SiteCreditsDeps, user: SiteUser): Promise<SiteAccount> {
  return transact(deps.db, async (tx) => {
    const at = deps.clock.now()
    const accountId = await insertSiteAccount(tx, user, at)
    if (accountId !== null)
      for (const [creditType, credits] of Object.entries(deps.config.plugin.freeCredits)) {
        const before = await lockBalance(tx, accountId, creditType)
        const source: LedgerSource = { kind: 'account', id: accountId }
        const change = { accountId, creditType, kind: 'free' as const, source, orderId: null, note: null, at }
        if (credits > 0) await writeEntry(tx, change, before, add('promotion', credits))
      }
    const account = await findSiteAccount(tx, user)
    if (!account) throw new Error('the account that was just made is not there')
    return account
  })
}

/** Writes only where it is news. */
async function noteAddress(
  db: Db | Tx,
  account: Pick<SiteAccount, 'accountId' | 'email' | 'emailIsHint'>,
  { email, emailIsHint }: Pick<NamedSiteUser, 'email' | 'emailIsHint'>,
): Promise<void> {
  if (email === null || (emailIsHint && !account.emailIsHint)) return
  if (email !== account.email || emailIsHint !== account.emailIsHint)
    await keepAddress(db, account.accountId, { email, isHint: emailIsHint })
}

export interface SiteSpending extends NamedSiteUser {
  creditType: string
  amount: number
  /** Names this use; null where the caller has no name for it, and then every call spends. */
  key: string | null
}

/**
 * Spends a site's user's credits, never below zero; what is refused is written to the audit log. With a key the same use is
 * taken once: asked again it answers as it stands. One statement where the account is known.
 */
export async function spendSiteCredits(
  deps: SiteCreditsDeps,
  actor: Actor,
  spending: SiteSpending,
): Promise<
  Result<
    { entryId: CreditEntryId; credits: Readonly<Record<string, number>> },
    FailureOf<'not-enough-credits' | 'idempotency-key-reused'>
  >
> {
  const at = deps.clock.now()
  const { siteId, siteUserId, creditType, amount, key } = spending
  const id = key === null ? newId(at.getTime()) : `${siteId}:${siteUserId}:${key}`
  const use = { creditType, amount, source: { kind: 'spend', id } as const, note: null, at }
  const spent = await spend(deps.db, spending, use)
  if (spent) {
    await noteAddress(deps.db, spent, spending)
    return ok({ entryId: spent.entryId, credits: spent.credits })
  }
  const isNew = (await findSiteAccount(deps.db, spending)) === null
  const account = await ensureSiteAccount(deps, spending)
  if (isNew) {
    const afterAll = await spend(deps.db, spending, use)
    if (afterAll) return ok({ entryId: afterAll.entryId, credits: afterAll.credits })
  }
  const before = key === null ? null : await findEntry(deps.db, use.source, creditType)
  if (before && before.change !== -amount) return fail({ kind: 'idempotency-key-reused' })
  if (before) return ok({ entryId: before.entryId, credits: account.credits })
  const balance = account.credits[creditType] ?? 0
  // The plugin asks after it has made the content: what is refused here went out for nothing, and that is kept.
  await transact(deps.db, (tx) =>
    recordAudit(tx, {
      at,
      actor,
      action: 'credits.refused',
      subjectId: account.accountId,
      facts: { creditType, amount, balance },
    }),
  )
  return fail({ kind: 'not-enough-credits', creditType, balance })
}
