import { randomUUID } from 'node:crypto'
import { fail, ok } from '@cashwrap/shared/result'
import type {
  AccountFacts,
  SellerAccounts,
  TransferFailure,
  TransferRequest,
} from '../../src/modules/marketplace/index.ts'

export const NEW_ACCOUNT: AccountFacts = {
  chargesEnabled: false,
  payoutsEnabled: false,
  detailsSubmitted: false,
  requirementsDue: ['external_account'],
}
export const READY_ACCOUNT: AccountFacts = {
  chargesEnabled: true,
  payoutsEnabled: true,
  detailsSubmitted: true,
  requirementsDue: [],
}

export interface FakeSellerAccounts extends SellerAccounts {
  /** What the provider knows, by account; one that is taken out is connected no more. */
  accounts: Map<string, AccountFacts>
  /** Does not answer while this is so. */
  isAway: boolean
  /** Whose key we use: to others than the one that made an account it does not exist. */
  platformId: string
  /** Makes another account each time it is asked, as when a key is too old. */
  forgetsKeys: boolean
  /** Called before an account is read, so that something can happen meanwhile. */
  beforeRead: (accountId: string) => Promise<void>
  /** Called before an account is made. */
  beforeCreate: () => Promise<void>
  created: string[]
  asked: TransferRequest[]
  /** Answers to the next transfers; whatever is not here is made. */
  refusals: TransferFailure[]
}

/** The provider's side of sellers in memory. The same wishes give the same accounts and transfers, as keys do there. */
export function fakeSellerAccounts(): FakeSellerAccounts {
  const keys = new Map<string, string>()
  return {
    accounts: new Map(),
    isAway: false,
    platformId: 'acct_platform',
    forgetsKeys: false,
    beforeRead: async () => {},
    beforeCreate: async () => {},
    created: [],
    asked: [],
    refusals: [],

    async create({ sellerId, replaces }) {
      await this.beforeCreate()
      if (this.isAway) return fail({ kind: 'unavailable' })
      const key = `${sellerId}:${replaces}`
      const accountId = (this.forgetsKeys ? undefined : keys.get(key)) ?? `acct_${randomUUID()}`
      if (!this.accounts.has(accountId)) {
        this.accounts.set(accountId, NEW_ACCOUNT)
        this.created.push(accountId)
      }
      keys.set(key, accountId)
      return ok({ accountId })
    },

    async platform() {
      return this.isAway ? fail({ kind: 'unavailable' }) : ok({ platformId: this.platformId })
    },

    async onboardingLink({ accountId, returnUrl, refreshUrl }) {
      if (this.isAway) return fail({ kind: 'unavailable' })
      if (!this.accounts.has(accountId)) return fail({ kind: 'missing' })
      const search = new URLSearchParams({ returnUrl, refreshUrl })
      return ok({ url: `https://provider.example/onboarding/${accountId}?${search}` })
    },

    async loginLink(accountId) {
      if (this.isAway) return fail({ kind: 'unavailable' })
      return this.accounts.get(accountId)?.detailsSubmitted
        ? ok({ url: `https://provider.example/dashboard/${accountId}` })
        : fail({ kind: 'not-onboarded' })
    },

    async read(accountId) {
      const facts = this.accounts.get(accountId)
      await this.beforeRead(accountId)
      if (this.isAway) return fail({ kind: 'unavailable' })
      return facts ? ok(facts) : fail({ kind: 'missing' })
    },

    async transfer(request) {
      this.asked.push(request)
      const refusal = this.refusals.shift()
      if (refusal) return fail(refusal)
      const transferId = keys.get(request.idempotencyKey) ?? `tr_${randomUUID()}`
      keys.set(request.idempotencyKey, transferId)
      return ok({ providerTransferId: transferId })
    },
  }
}
