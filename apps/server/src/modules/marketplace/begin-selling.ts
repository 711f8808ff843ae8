import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import { newId, type SellerId } from '@cashwrap/shared/ids'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Clock } from '@cashwrap/shared/time'
import type { Db } from '../../platform/db/database.ts'
import { transact } from '../../platform/db/transaction.ts'
import { recordAudit } from '../audit/index.ts'
import { type Actor, type ActorUser, addRoles } from '../auth/index.ts'
import type { SellerAccounts } from './domain/seller-accounts.ts'
import { findOwnSeller } from './find-seller.ts'
import { isSamePlatform } from './is-same-platform.ts'
import { insertSeller, type Seller, saveAccountId } from './seller-store.ts'

interface Deps {
  db: Db
  clock: Clock
  sellerAccounts: SellerAccounts
  config: { frontUrl: string; instance: string }
}
type Failure = FailureOf<'sign-in-required' | 'provider-unavailable'>

/** What buyers read of a seller whose caller asked for no name. */
const UNNAMED = 'Seller'

/**
 * Makes the signed-in user a seller, or takes them up where they left off: answers the provider's page that asks for what is
 * still missing. Two at once end with one seller and one account. The name counts only where the seller is new.
 */
export async function beginSelling(
  deps: Deps,
  actor: Actor,
  input: { name?: string },
): Promise<Result<{ url: string; accountId: string }, Failure>> {
  if (actor.user === null) return fail({ kind: 'sign-in-required' })
  const seller = await ensureSeller(deps, actor, actor.user, input.name ?? UNNAMED)
  const accountId = seller.accountId ?? (await ensureAccount(deps, actor, seller))
  if (accountId === null) return fail({ kind: 'provider-unavailable' })
  const link = await linkFor(deps, accountId)
  if (link.ok) return ok({ url: link.value.url, accountId })
  if (link.failure.kind !== 'missing' || !(await isSamePlatform(deps, seller)))
    return fail({ kind: 'provider-unavailable' })

  // Connected no more: the seller begins again, with another account.
  const nextId = await ensureAccount(deps, actor, { ...seller, accountId })
  const next = nextId === null ? null : await linkFor(deps, nextId)
  return next?.ok && nextId !== null
    ? ok({ url: next.value.url, accountId: nextId })
    : fail({ kind: 'provider-unavailable' })
}

const linkFor = (deps: Deps, accountId: string) =>
  deps.sellerAccounts.onboardingLink({
    accountId,
    returnUrl: `${deps.config.frontUrl}/selling?onboarding=done`,
    refreshUrl: `${deps.config.frontUrl}/selling?onboarding=again`,
  })

/** A new seller goes by the name an outside issuer gives the user, unless it is somebody else's, as after another issuer. */
async function ensureSeller(deps: Deps, actor: Actor, user: ActorUser, name: string): Promise<Seller> {
  const id = newId<'seller'>(deps.clock.now().getTime())
  const ownName = `seller_${id.replaceAll('-', '')}`
  for (const externalId of [user.subject ?? ownName, ownName]) {
    const found = await findOwnSeller(deps, actor)
    if (found.ok) return found.value
    const made = await makeSeller(deps, actor, user, { id, externalId, name })
    if (made) return made
  }
  const other = await findOwnSeller(deps, actor)
  if (!other.ok) throw new Error('a seller was neither made nor found')
  return other.value
}

/** Undefined when the user, or the name outside, has a seller by now. */
const makeSeller = (
  deps: Deps,
  actor: Actor,
  user: ActorUser,
  seller: { id: SellerId; externalId: string; name: string },
): Promise<Seller | undefined> => {
  const at = deps.clock.now()
  return transact(deps.db, async (tx) => {
    const made = await insertSeller(tx, { ...seller, slug: slugOf(seller.name, seller.id), userId: user.id, at })
    if (!made) return undefined
    await addRoles(tx, user.id, ['seller'])
    await recordAudit(tx, { at, actor, action: 'seller.began', subjectId: seller.id })
    return made
  })
}

/** The account that the seller has in the end, whoever made it; null when the provider did not answer. */
async function ensureAccount(deps: Deps, actor: Actor, seller: Seller): Promise<string | null> {
  const made = await deps.sellerAccounts.create({
    sellerId: seller.id,
    instance: deps.config.instance,
    replaces: seller.accountId,
  })
  if (!made.ok) return null
  const { accountId } = made.value
  const by = await deps.sellerAccounts.platform()
  const platformId = by.ok ? by.value.platformId : null
  const at = deps.clock.now()
  const isSaved = await transact(deps.db, async (tx) => {
    if (!(await saveAccountId(tx, seller.id, { accountId, platformId }, seller.accountId))) return false
    await recordAudit(tx, { at, actor, action: 'seller.account-made', subjectId: seller.id, facts: { accountId } })
    return true
  })
  if (isSaved) return accountId
  const now = await findOwnSeller(deps, actor)
  return now.ok ? now.value.accountId : null
}

/** As in an address: `Studio Tama` is `studio-tama-` and the end of the id, so that nobody takes another's. */
function slugOf(name: string, id: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return `${words || 'seller'}-${id.slice(-8)}`
}
