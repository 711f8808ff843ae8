import type { Call } from '../context.ts'
import type { AccountLink, AccountObject } from '../state/object-types.ts'
import { randomToken } from '../wire/ids.ts'

/** How long a link waits to be opened, as at Stripe. */
const LINK_SECONDS = 300
/** How long what it opened can be gone on with. */
const VISIT_SECONDS = 3600

export type LinkTargets = { kind: AccountLink['kind']; refreshUrl: string | null; returnUrl: string | null }

/** Where the pages of an account live: what a link names, and what it opened. */
export function accountPath({ kind, account, part, id }: AccountLink): string {
  const base = `${kind === 'onboarding' ? '/setup/e' : '/express'}/${encodeURIComponent(account)}`
  return part === 'link' ? `${base}/${id}` : `${base}/visit/${id}`
}

/** A link into a hosted page of the account. It opens once, and for five minutes. */
export function createAccountLink(call: Call, account: AccountObject, to: LinkTargets): AccountLink & { url: string } {
  const link = putLink(call, {
    account: account.id,
    kind: to.kind,
    part: 'link',
    refresh_url: to.refreshUrl,
    return_url: to.returnUrl,
    seconds: LINK_SECONDS,
  })
  return { ...link, url: `${call.sandbox.urls.public}${accountPath(link)}` }
}

/** Opens a link: the visit it leads to, or undefined when it is used up or too old. */
export function openLink(call: Call, link: AccountLink): AccountLink | undefined {
  if (link.status === 'used' || isOver(call, link)) return undefined
  call.store.put('sandbox.account_link', { ...link, status: 'used' })
  const { account, kind, refresh_url, return_url } = link
  return putLink(call, { account, kind, part: 'visit', refresh_url, return_url, seconds: VISIT_SECONDS })
}

export function isOver(call: Call, { expires_at }: AccountLink): boolean {
  return expires_at <= call.sandbox.clock.now()
}

type NewLink = Pick<AccountLink, 'account' | 'kind' | 'part' | 'refresh_url' | 'return_url'> & { seconds: number }

function putLink(call: Call, { seconds, ...fields }: NewLink): AccountLink {
  const now = call.sandbox.clock.now()
  return call.store.put('sandbox.account_link', {
    ...fields,
    id: randomToken(20),
    object: 'sandbox.account_link',
    created: now,
    expires_at: now + seconds,
    status: 'fresh',
  })
}
