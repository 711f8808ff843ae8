import type { SignedIn } from '@cashwrap/shared/contracts/accounts'
import type { Tx } from '../../platform/db/database.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from './domain/actor.ts'
import type { ProvenAddress } from './ports.ts'
import { hashSessionToken, newToken } from './secrets.ts'
import { insertSession, revokeSession } from './session-store.ts'
import { ensureUser } from './user-store.ts'

export interface BegunSession {
  signedIn: SignedIn
  /** The cookie's value; only its hash is kept. */
  token: string
  expiresAt: Date
}

/**
 * Signs in whoever proved an address: the account (made if new), a new session in place of the browser's previous one, and
 * what was bought with the address before.
 */
export async function beginSession(
  tx: Tx,
  deps: { claimGuestPurchases: ProvenAddress },
  actor: Actor,
  proof: { email: string; nextPath: string | null; by: 'code' | 'link'; previousHash: Buffer | null; at: Date },
): Promise<BegunSession> {
  const { email, at } = proof
  const user = await ensureUser(tx, email, at)
  if (proof.previousHash) await revokeSession(tx, proof.previousHash, at)
  const token = newToken()
  const { expiresAt } = await insertSession(tx, { userId: user.id, tokenHash: hashSessionToken(token), at })
  const claimedOrders = await deps.claimGuestPurchases(tx, { userId: user.id, email, at })
  await recordAudit(tx, {
    at,
    actor: { ...actor, user },
    action: 'auth.signed-in',
    subjectId: user.id,
    facts: { by: proof.by, claimedOrders },
  })
  return {
    signedIn: {
      account: { id: user.id, email: user.email, roles: [...user.roles] },
      claimedOrders,
      next: proof.nextPath,
    },
    token,
    expiresAt,
  }
}
