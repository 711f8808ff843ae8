import type { OrderId, SellerId } from '@cashwrap/shared/ids'
import type { Result } from '@cashwrap/shared/result'

/** What the provider says of a seller's account now. */
export interface AccountFacts {
  /** Can be paid. */
  chargesEnabled: boolean
  payoutsEnabled: boolean
  /** The seller has been through the provider's form. */
  detailsSubmitted: boolean
  /** What is still asked for, in the provider's words. */
  requirementsDue: string[]
}

/** Money for a seller out of a charge, the same words at every try. Amount in minor units. */
export interface TransferRequest {
  idempotencyKey: string
  transferId: string
  orderId: OrderId
  sellerId: SellerId
  accountId: string
  /** The charge it is taken from, so that it need not wait for the shop's balance. */
  chargeId: string
  amount: number
  currency: string
  /** Set when an earlier try had no answer: what it made is looked for first, as the provider forgets keys after a day. */
  mayExist: boolean
}

/**
 * - `refused`: the provider said no for good; nothing was made
 * - `unknown`: it did not answer, or cannot do it yet; something may have been made
 */
export type TransferFailure = { kind: 'refused'; reason: string } | { kind: 'unknown' }

/** `missing`: there is no such account, or it is not connected to the one whose key we use. */
export type AccountFailure = { kind: 'missing' } | { kind: 'unavailable' }

/** The accounts of sellers at the payment provider. Never called inside a transaction. */
export interface SellerAccounts {
  /** Makes an account; the same again gives the same one. `replaces` is one that is connected no more. */
  create(account: {
    sellerId: SellerId
    instance: string
    replaces: string | null
  }): Promise<Result<{ accountId: string }, { kind: 'unavailable' }>>
  /** Which of the provider's customers our key belongs to. */
  platform(): Promise<Result<{ platformId: string }, { kind: 'unavailable' }>>
  /** A page of the provider's that asks the seller for what is missing: good once, for minutes. */
  onboardingLink(link: {
    accountId: string
    returnUrl: string
    refreshUrl: string
  }): Promise<Result<{ url: string }, AccountFailure>>
  /** A page of the provider's where the seller sees balance and payouts: good once, for minutes. */
  loginLink(accountId: string): Promise<Result<{ url: string }, AccountFailure | { kind: 'not-onboarded' }>>
  /** The present truth. */
  read(accountId: string): Promise<Result<AccountFacts, AccountFailure>>
  /** Pays a seller; the same request again pays once. */
  transfer(request: TransferRequest): Promise<Result<{ providerTransferId: string }, TransferFailure>>
}
