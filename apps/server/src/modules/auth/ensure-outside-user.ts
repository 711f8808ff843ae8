import { EmailAddress } from '@cashwrap/shared/contracts/primitives'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Db, Tx } from '../../platform/db/database.ts'
import { isUniqueViolation } from '../../platform/db/pg-errors.ts'
import { inTransaction } from '../../platform/db/transaction.ts'
import { recordAudit } from '../audit/index.ts'
import type { ActorUser } from './domain/actor.ts'
import type { OutsideSubject } from './domain/outside-issuer.ts'
import { findIdentity, insertIdentity } from './identity-store.ts'
import type { ProvenAddress } from './ports.ts'
import { adoptAddress, type EmailUser, ensureUser, insertUserWithoutAddress } from './user-store.ts'

type Deps = { db: Db; claimGuestPurchases: ProvenAddress }
/** What a proven token says of its subject, with an address only if it is one. */
interface Seen {
  issuer: string
  subject: string
  email: string | null
}

/**
 * The account of an outside subject, made when it is first seen: the account of its address if the issuer has verified one,
 * else one without. An address verified later is adopted as long as neither the account nor anyone else has one. Never staff,
 * whatever that account is.
 */
export async function ensureOutsideUser(deps: Deps, outside: OutsideSubject, at: Date): Promise<ActorUser> {
  const email = EmailAddress.safeParse(outside.verifiedEmail)
  const seen: Seen = {
    issuer: outside.issuer,
    subject: outside.subject,
    email: email.success ? email.data : null,
  }
  const known = await findIdentity(deps.db, seen)
  if (!known) return asActor(await welcome(deps, seen, at), seen)
  if (!known.mayAdopt || seen.email === null) return asActor(known.user, seen)
  return asActor((await adopt(deps, known.user, seen.email, at)) ?? known.user, seen)
}

/** Staff come in by their mail alone: whoever holds the issuer's keys could else be any of them. */
const asActor = (user: EmailUser, { subject }: Seen): ActorUser => ({
  ...user,
  roles: user.roles.filter((role) => role !== 'staff'),
  subject,
})

async function welcome(deps: Deps, seen: Seen, at: Date): Promise<EmailUser> {
  const made = await inTransaction(deps.db, async (tx): Promise<Result<EmailUser, 'seen-meanwhile'>> => {
    const user = seen.email === null ? await insertUserWithoutAddress(tx, at) : await ensureUser(tx, seen.email, at)
    // Whoever comes second takes back the account just made for it and uses the first one's.
    if (!(await insertIdentity(tx, { ...seen, userId: user.id, at }))) return fail('seen-meanwhile')
    await record(tx, deps, user, 'auth.identity-joined', at)
    return ok(user)
  })
  if (made.ok) return made.value
  const known = await findIdentity(deps.db, seen)
  if (!known) throw new Error('an identity that was there is gone')
  return known.user
}

/** Null if somebody was quicker: to this account or to that address. */
async function adopt(deps: Deps, user: EmailUser, email: string, at: Date): Promise<EmailUser | null> {
  try {
    const adopted = await inTransaction(deps.db, async (tx): Promise<Result<EmailUser, 'has-one'>> => {
      if (!(await adoptAddress(tx, user.id, email))) return fail('has-one')
      const now = { ...user, email }
      await record(tx, deps, now, 'auth.address-adopted', at)
      return ok(now)
    })
    return adopted.ok ? adopted.value : null
  } catch (error) {
    if (isUniqueViolation(error, 'users_email_key')) return null
    throw error
  }
}

async function record(tx: Tx, deps: Deps, user: EmailUser, action: string, at: Date): Promise<void> {
  const claimedOrders =
    user.email === null ? 0 : await deps.claimGuestPurchases(tx, { userId: user.id, email: user.email, at })
  const actor = { kind: 'user', user, name: null, requestId: null }
  await recordAudit(tx, { at, actor, action, subjectId: user.id, facts: { claimedOrders } })
}
