import type { UserId } from '@cashwrap/shared/ids'
import type { Tx } from '../../platform/db/database.ts'

/**
 * Told, in the transaction of the sign-in, that a user proved to read the mail of an address, so that what was bought with it
 * becomes theirs. Answers the number of orders that did.
 */
export type ProvenAddress = (tx: Tx, proof: { userId: UserId; email: string; at: Date }) => Promise<number>

/** Has the mail of a challenge sent, from the transaction that makes the challenge. */
export type AnnounceSignIn = (tx: Tx, request: { challengeId: string; email: string; at: Date }) => Promise<void>
