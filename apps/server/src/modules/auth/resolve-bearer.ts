import { decodeJwt, errors } from 'jose'
import type { Db } from '../../platform/db/database.ts'
import { readBearerHeader } from './bearer-header.ts'
import type { ActorUser } from './domain/actor.ts'
import type { OutsideIssuer } from './domain/outside-issuer.ts'
import { ensureOutsideUser } from './ensure-outside-user.ts'
import { type OwnTokenConfig, readOwnToken } from './own-tokens.ts'
import type { ProvenAddress } from './ports.ts'
import { findTokenOwner } from './user-store.ts'

export interface BearerDeps {
  db: Db
  config: OwnTokenConfig
  /** Null when no other issuer is configured. */
  outsideIssuer: OutsideIssuer | null
  claimGuestPurchases: ProvenAddress
}

/**
 * Who an `Authorization` header speaks for, or null when it has no token, or one that is not good. An outside subject that is
 * seen for the first time gets an account.
 * @param at the house clock's time, on which our own tokens are judged; outside ones are judged on wall time
 */
export async function resolveBearer(deps: BearerDeps, header: string | undefined, at: Date): Promise<ActorUser | null> {
  const token = readBearerHeader(header)
  if (token === null) return null
  // What is not proven yet only says whose key to try.
  const issuer = unprovenIssuer(token)
  if (issuer === deps.config.baseUrl) {
    const own = await readOwnToken(deps.config, token, at)
    return own && findTokenOwner(deps.db, own)
  }
  if (deps.outsideIssuer === null || issuer !== deps.outsideIssuer.issuer) return null
  const outside = await deps.outsideIssuer.verify(token)
  return outside && ensureOutsideUser(deps, outside, at)
}

function unprovenIssuer(token: string): string | undefined {
  try {
    return decodeJwt(token).iss
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined
    throw error
  }
}
