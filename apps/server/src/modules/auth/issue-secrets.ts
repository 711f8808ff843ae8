import { fail, ok, type Result } from '@cashwrap/shared/result'
import { addMinutes } from '@cashwrap/shared/time'
import type { Tx } from '../../platform/db/database.ts'
import { insertChallenge, lockChallenge, saveSecrets } from './challenge-store.ts'
import { PRINTED_LINK_MINUTES, REQUEST_MINUTES, SECRET_MINUTES } from './domain/sign-in-limits.ts'
import { hashCode, hashLinkToken, newCode, newToken } from './secrets.ts'

type Deps = { config: { authSecret: string; frontUrl: string } }

/** What proves an address. It exists here and in the mail, and nowhere else. */
export interface SignInSecrets {
  code: string
  /** The token is in the fragment, which browsers keep from servers, logs and referrers. */
  url: string
  expiresAt: Date
}

/**
 * Makes the secrets of a requested challenge, at the moment its mail is sent. A repeat of the mail gets secrets of its own
 * beside the first ones, since the first mail may have arrived after all.
 */
export async function issueSecrets(
  tx: Tx,
  deps: Deps,
  request: { challengeId: string; at: Date },
): Promise<Result<SignInSecrets, 'used' | 'too-late'>> {
  const challenge = await lockChallenge(tx, request.challengeId)
  if (challenge?.isUsed) return fail('used')
  if (!challenge || request.at > addMinutes(challenge.createdAt, REQUEST_MINUTES)) return fail('too-late')
  if (challenge.isIssued) {
    return ok(await openMailChallenge(tx, deps, { email: challenge.email, next: challenge.nextPath, at: request.at }))
  }
  return ok(await saveNewSecrets(tx, deps, request.challengeId, addMinutes(request.at, SECRET_MINUTES)))
}

/** A challenge that goes out with another mail, such as a receipt. `next` is one of our own paths. */
export async function openMailChallenge(
  tx: Tx,
  deps: Deps,
  mail: { email: string; next: string | null; at: Date },
): Promise<SignInSecrets> {
  const expiresAt = addMinutes(mail.at, SECRET_MINUTES)
  const id = await insertChallenge(tx, {
    email: mail.email,
    purpose: 'mail',
    nextPath: mail.next,
    requestedBy: null,
    at: mail.at,
    expiresAt,
  })
  return saveNewSecrets(tx, deps, id, expiresAt)
}

/**
 * A link without a code, which goes out with a mail about one page. It names the page beside the token, so that whoever
 * follows it too late still gets there after signing in by another mail. `next` is one of our own paths.
 */
export async function openMailLink(
  tx: Tx,
  deps: Deps,
  mail: { email: string; next: string; at: Date },
): Promise<{ url: string; expiresAt: Date }> {
  return openLink(tx, deps, { ...mail, purpose: 'mail', minutes: SECRET_MINUTES, named: mail.next })
}

/** A link without a code, which an operator hands over. */
export async function openPrintedChallenge(
  tx: Tx,
  deps: Deps,
  link: { email: string; next: string | null; at: Date },
): Promise<{ url: string; expiresAt: Date }> {
  return openLink(tx, deps, { ...link, purpose: 'printed', minutes: PRINTED_LINK_MINUTES, named: null })
}

interface NewLink {
  email: string
  purpose: 'mail' | 'printed'
  next: string | null
  /** What the address itself says of where it leads. */
  named: string | null
  at: Date
  minutes: number
}

async function openLink(tx: Tx, { config }: Deps, link: NewLink): Promise<{ url: string; expiresAt: Date }> {
  const expiresAt = addMinutes(link.at, link.minutes)
  const id = await insertChallenge(tx, {
    email: link.email,
    purpose: link.purpose,
    nextPath: link.next,
    requestedBy: null,
    at: link.at,
    expiresAt,
  })
  const token = newToken()
  await saveSecrets(tx, id, { codeHash: null, linkHash: hashLinkToken(config.authSecret, token), expiresAt })
  return { url: signInUrl({ config }, token, link.named), expiresAt }
}

async function saveNewSecrets(tx: Tx, { config }: Deps, challengeId: string, expiresAt: Date): Promise<SignInSecrets> {
  const code = newCode()
  const token = newToken()
  await saveSecrets(tx, challengeId, {
    codeHash: hashCode(config.authSecret, challengeId, code),
    linkHash: hashLinkToken(config.authSecret, token),
    expiresAt,
  })
  return { code, url: signInUrl({ config }, token), expiresAt }
}

function signInUrl({ config }: Deps, token: string, next: string | null = null): string {
  const search = next === null ? '' : `?${new URLSearchParams({ next })}`
  return `${config.frontUrl}/sign-in${search}#token=${token}`
}
