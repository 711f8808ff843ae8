import { fail, ok } from '@cashwrap/shared/result'
import Stripe from 'stripe'
import type { AccountFailure, SellerAccounts, TransferRequest } from '../../modules/marketplace/index.ts'
import type { Logger } from '../../platform/logger.ts'
import { toStripeAmount } from './stripe-amount.ts'
import { describeStripeError, isLastingRefusal, isMissing } from './stripe-failure.ts'

/** Sellers as connected accounts with Stripe's Express dashboard: Stripe asks for what the law wants, and pays out. */
export function stripeSellerAccounts(stripe: Stripe, log: Logger): SellerAccounts {
  return {
    async create({ sellerId, instance, replaces }) {
      try {
        const account = await stripe.accounts.create(
          {
            type: 'express',
            capabilities: { card_payments: { requested: true }, transfers: { requested: true } },
            metadata: { seller_id: sellerId, instance },
          },
          { idempotencyKey: `cashwrap:account:${sellerId}${replaces === null ? '' : `:after:${replaces}`}` },
        )
        return ok({ accountId: account.id })
      } catch (error) {
        log.warn({ stripe: describeStripeError(error), sellerId }, 'stripe did not make an account')
        return fail({ kind: 'unavailable' })
      }
    },

    async platform() {
      try {
        return ok({ platformId: (await stripe.accounts.retrieveCurrent()).id })
      } catch (error) {
        log.warn({ stripe: describeStripeError(error) }, 'stripe did not say whose key this is')
        return fail({ kind: 'unavailable' })
      }
    },

    async onboardingLink({ accountId, returnUrl, refreshUrl }) {
      try {
        const link = await stripe.accountLinks.create({
          account: accountId,
          type: 'account_onboarding',
          return_url: returnUrl,
          refresh_url: refreshUrl,
        })
        return ok({ url: link.url })
      } catch (error) {
        log.warn({ stripe: describeStripeError(error), accountId }, 'stripe gave no onboarding link')
        return fail(accountFailure(error))
      }
    },

    async loginLink(accountId) {
      try {
        return ok({ url: (await stripe.accounts.createLoginLink(accountId)).url })
      } catch (error) {
        log.warn({ stripe: describeStripeError(error), accountId }, 'stripe gave no login link')
        const failure = accountFailure(error)
        // What is refused for an account that is there: its form is not complete.
        if (failure.kind === 'unavailable' && error instanceof Stripe.errors.StripeInvalidRequestError)
          return fail({ kind: 'not-onboarded' })
        return fail(failure)
      }
    },

    async read(accountId) {
      try {
        const account = await stripe.accounts.retrieve(accountId)
        return ok({
          chargesEnabled: account.charges_enabled,
          payoutsEnabled: account.payouts_enabled,
          detailsSubmitted: account.details_submitted,
          requirementsDue: account.requirements?.currently_due ?? [],
        })
      } catch (error) {
        log.warn({ stripe: describeStripeError(error), accountId }, 'stripe did not give an account')
        return fail(accountFailure(error))
      }
    },

    async transfer(request) {
      try {
        const made = request.mayExist ? await findTransfer(stripe, request) : null
        if (made !== null) return ok({ providerTransferId: made })
        const transfer = await stripe.transfers.create(
          {
            amount: toStripeAmount(request.amount, request.currency),
            currency: request.currency.toLowerCase(),
            destination: request.accountId,
            source_transaction: request.chargeId,
            transfer_group: request.orderId,
            metadata: { order_id: request.orderId, seller_id: request.sellerId, transfer_id: request.transferId },
          },
          { idempotencyKey: request.idempotencyKey },
        )
        return ok({ providerTransferId: transfer.id })
      } catch (error) {
        log.warn({ stripe: describeStripeError(error), orderId: request.orderId }, 'stripe did not transfer')
        return isLastingRefusal(error)
          ? fail({ kind: 'refused', reason: error.code ?? error.type })
          : fail({ kind: 'unknown' })
      }
    },
  }
}

async function findTransfer(stripe: Stripe, request: TransferRequest): Promise<string | null> {
  for await (const transfer of stripe.transfers.list({ transfer_group: request.orderId, limit: 100 }))
    if (transfer.metadata['transfer_id'] === request.transferId) return transfer.id
  return null
}

/** An account that the shop may not read is one that has been disconnected from it. */
const accountFailure = (error: unknown): AccountFailure => {
  const isForeign = error instanceof Stripe.errors.StripePermissionError && error.code === 'account_invalid'
  return { kind: isForeign || isMissing(error) ? 'missing' : 'unavailable' }
}
