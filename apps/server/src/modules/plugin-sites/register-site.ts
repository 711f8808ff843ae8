import { type FailureOf, invalidInput } from '@cashwrap/shared/contracts/failures'
import { SiteRegistration } from '@cashwrap/shared/contracts/sites'
import { newId, type SiteId } from '@cashwrap/shared/ids'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Clock } from '@cashwrap/shared/time'
import type { Db } from '../../platform/db/database.ts'
import { inTransaction } from '../../platform/db/transaction.ts'
import type { RateLimits } from '../../platform/rate-limit/rate-limits.ts'
import type { SecretBox } from '../../platform/secret-box.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from '../auth/index.ts'
import { hashToken, isSameHash, randomCredentials, repeatableCredentials, type SiteCredentials } from './credentials.ts'
import { insertSite, lockInstance, replaceCredentials, type StoredCredentials } from './site-store.ts'

type Deps = {
  db: Db
  clock: Clock
  secretBox: SecretBox
  rateLimits: RateLimits
  config: { authSecret: string }
}

/** What a site says of itself, as it was sent: what cannot be read of the optional part is left out. */
export type SiteRegistrationSent = { readonly [Field in keyof SiteRegistration]?: unknown }

export interface RegisterSiteInput {
  sent: SiteRegistrationSent
  /** SHA-256 of the caller's network, for the limit. */
  clientHash: Buffer
  /** A secret of the caller's with at least 128 random bits, sent again with a repeat; null without one. */
  seed: string | null
}

export interface RegisteredSite extends SiteCredentials {
  siteId: SiteId
  instanceId: string
}

export type RegisterSiteFailure =
  | FailureOf<'invalid-input'>
  | { kind: 'already-registered' }
  | { kind: 'rate-limited'; retryAfterSeconds: number }

/**
 * Gives a new site its credentials, which exist in this answer and nowhere else. A site that is known gets new ones only while
 * nobody has used those it has (the answer may have been lost), or once after the operator reopened its registration; the
 * former are void then. Anyone may call this for any site, so it never answers what is there.
 */
export async function registerSite(
  deps: Deps,
  actor: Actor,
  input: RegisterSiteInput,
): Promise<Result<RegisteredSite, RegisterSiteFailure>> {
  const parsed = SiteRegistration.safeParse(input.sent)
  if (!parsed.success) return fail(invalidInput(parsed.error))
  const taken = await deps.rateLimits.take('register', input.clientHash.toString('base64url'))
  if (!taken.ok) return fail({ kind: 'rate-limited', retryAfterSeconds: taken.retryAfterSeconds })
  const registration = parsed.data
  const { instanceId } = registration

  return inTransaction<RegisteredSite, RegisterSiteFailure>(deps.db, async (tx) => {
    const at = deps.clock.now()
    const siteId: SiteId = newId(at.getTime())
    const first = issue(deps, { siteId, instanceId, seed: input.seed, issuedAt: at })
    if (await insertSite(tx, siteId, registration, first.stored)) {
      await recordAudit(tx, { at, actor, action: 'site.registered', subjectId: siteId })
      return ok({ siteId, instanceId, ...first.credentials })
    }

    const known = await lockInstance(tx, instanceId)
    if (!known) throw new Error('A site that was in the way is gone')
    const isReopened = known.reopenedUntil !== null && known.reopenedUntil > at
    if (known.firstUsedAt !== null && !isReopened) return fail({ kind: 'already-registered' })

    const again = issue(deps, { siteId: known.id, instanceId, seed: input.seed, issuedAt: known.issuedAt })
    const isRepeat = input.seed !== null && !isReopened && isSameHash(again.stored.tokenHash, known.tokenHash)
    if (isRepeat) return ok({ siteId: known.id, instanceId, ...again.credentials })

    // Later than the former by a millisecond at least: the moment is part of what repeatable credentials are made of.
    const issuedAt = new Date(Math.max(at.getTime(), known.issuedAt.getTime() + 1))
    const next = issue(deps, { siteId: known.id, instanceId, seed: input.seed, issuedAt })
    await replaceCredentials(tx, known.id, registration, next.stored)
    await recordAudit(tx, {
      at,
      actor,
      action: 'site.registered-again',
      subjectId: known.id,
      facts: { why: isReopened ? 'reopened' : 'never-used' },
    })
    return ok({ siteId: known.id, instanceId, ...next.credentials })
  })
}

function issue(
  { config, secretBox }: Deps,
  { siteId, instanceId, seed, issuedAt }: { siteId: SiteId; instanceId: string; seed: string | null; issuedAt: Date },
): { credentials: SiteCredentials; stored: StoredCredentials } {
  const credentials =
    seed === null ? randomCredentials() : repeatableCredentials(config.authSecret, { instanceId, seed, issuedAt })
  return {
    credentials,
    stored: {
      tokenHash: hashToken(credentials.token),
      webhookSecret: secretBox.seal(credentials.webhookSecret, siteId),
      issuedAt,
    },
  }
}
