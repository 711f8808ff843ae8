import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import type { CreditEntryId, SiteId } from '@cashwrap/shared/ids'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import { isStorableText } from '../../platform/db/storable-text.ts'
import type { Actor } from '../auth/index.ts'
import { balancesOf, purchasesOf } from '../credits/index.ts'
import type { PaymentWay } from '../payments/index.ts'
import { findCheckoutOfSite } from './session-store.ts'
import { type SettleDeps, settleCheckout } from './settle-checkout.ts'

export interface CreditPurchaseToVerify {
  siteId: SiteId
  way: PaymentWay
  /** `cs_…` or `pi_…` */
  reference: string
  /** What the caller says of it; where it says something else than our record, nothing is done. */
  says?: { siteUserId: number; creditType: string }
}

export interface VerifiedCreditPurchase {
  /** Whether this call came first; the credits are there either way. */
  outcome: 'credited' | 'already-credited'
  creditType: string
  creditsAdded: number
  /** What the user can spend now, by type. */
  credits: Readonly<Record<string, number>>
  entryId: CreditEntryId
}

export type VerifyCreditFailure =
  | FailureOf<'not-found' | 'provider-unavailable'>
  | { kind: 'not-paid'; paymentStatus: 'unpaid' | 'processing' | 'expired' }
  | { kind: 'another-purchase' }
  /** Money came that does not match its order: the operator looks at it. */
  | { kind: 'in-review' }

/**
 * Whether a site's checkout is paid, and if so the credits that it gave: completed here and now where nobody has heard of the
 * payment yet, and told as it stands where it was. Any number of calls at once credit once. Everything is taken from our record;
 * another site's checkout does not exist.
 */
export async function verifyCreditPurchase(
  deps: SettleDeps,
  actor: Actor,
  { siteId, way, reference, says }: CreditPurchaseToVerify,
): Promise<Result<VerifiedCreditPurchase, VerifyCreditFailure>> {
  const checkout = isStorableText(reference) ? await findCheckoutOfSite(deps.db, siteId, reference) : null
  if (checkout?.way !== way) return fail({ kind: 'not-found', what: 'checkout' })
  if (says && (says.siteUserId !== checkout.siteUserId || says.creditType !== checkout.creditType))
    return fail({ kind: 'another-purchase' })
  const settled = await settleCheckout(deps, actor, { sessionId: reference })
  if (!settled.ok)
    return fail(
      settled.failure.kind === 'provider-unavailable'
        ? { kind: 'provider-unavailable' }
        : { kind: 'not-found', what: 'checkout' },
    )
  const [purchase] = await purchasesOf(deps.db, checkout.orderId)
  if (purchase) {
    const balances = await balancesOf(deps.db, purchase.accountId)
    return ok({
      outcome: checkout.isCompleted ? 'already-credited' : 'credited',
      creditType: purchase.creditType,
      creditsAdded: purchase.credits,
      credits: Object.fromEntries(balances.map(({ creditType, total }) => [creditType, total])),
      entryId: purchase.entryId,
    })
  }
  switch (settled.value.outcome) {
    case 'in-review':
      return fail({ kind: 'in-review' })
    case 'on-its-way':
      return fail({ kind: 'not-paid', paymentStatus: 'processing' })
    case 'ended':
      return fail({ kind: 'not-paid', paymentStatus: 'expired' })
    case 'waiting':
    case 'settled':
      return fail({ kind: 'not-paid', paymentStatus: 'unpaid' })
  }
}
