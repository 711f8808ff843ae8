import { createHash } from 'node:crypto'
import type { Call } from '../context.ts'
import type { PaymentMethodObject } from '../state/object-types.ts'
import { ids } from '../wire/ids.ts'
import type { TestCard } from './test-cards.ts'

export const EMPTY_ADDRESS = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null }

export type CardFacts = { number: string; expMonth: number; expYear: number; cvc: string }
export type Billing = {
  email: string | null
  name: string | null
  country: string | null
  phone?: string | null
  /** The rest of the address. */
  lines?: Partial<Record<'city' | 'line1' | 'line2' | 'postal_code' | 'state', string | undefined>>
}
/** An account to be debited: an IBAN, or a British account number with its sort code. */
export type DebitFacts =
  | { type: 'sepa_debit'; account: string }
  | { type: 'bacs_debit'; account: string; sortCode: string }

/** Methods whose money arrives later, and the currency each is offered for. */
const DELAYED_BY_CURRENCY = { eur: 'sepa_debit', usd: 'us_bank_account', gbp: 'bacs_debit' } as const
export type DelayedType = 'sepa_debit' | 'us_bank_account' | 'bacs_debit' | 'customer_balance'

export function delayedTypeFor(currency: string): DelayedType {
  for (const [known, type] of Object.entries(DELAYED_BY_CURRENCY)) if (known === currency) return type
  return 'customer_balance'
}

/** The card as a stored payment method. Its number is not kept, only its last four digits. */
export function createCardMethod(call: Call, card: TestCard, facts: CardFacts, billing: Billing): PaymentMethodObject {
  const last4 = facts.number.slice(-4)
  return call.store.put('payment_method', {
    ...methodBase(call, billing),
    type: 'card',
    card: {
      brand: card.brand,
      checks: {
        address_line1_check: null,
        address_postal_code_check: null,
        cvc_check: card.decline?.code === 'incorrect_cvc' ? 'fail' : 'pass',
      },
      country: card.country,
      display_brand: card.brand,
      exp_month: facts.expMonth,
      exp_year: facts.expYear,
      fingerprint: fingerprint(facts.number),
      funding: card.funding,
      generated_from: null,
      last4,
      networks: { available: [card.brand], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
  })
}

export function createDelayedMethod(call: Call, type: DelayedType, billing: Billing): PaymentMethodObject {
  return call.store.put('payment_method', { ...methodBase(call, billing), type, ...delayedDetails(type) })
}

/** A debit of the account that a buyer typed. Only the last four digits are kept. */
export function createDebitMethod(call: Call, facts: DebitFacts, billing: Billing): PaymentMethodObject {
  const known = { fingerprint: fingerprint(facts.account), last4: facts.account.slice(-4) }
  const details: Partial<PaymentMethodObject> =
    facts.type === 'bacs_debit'
      ? { bacs_debit: { ...known, sort_code: facts.sortCode } }
      : {
          sepa_debit: {
            ...known,
            bank_code: facts.account.slice(4, 12),
            branch_code: '',
            country: facts.account.slice(0, 2),
            generated_from: { charge: null, setup_attempt: null },
          },
        }
  return call.store.put('payment_method', { ...methodBase(call, billing), type: facts.type, ...details })
}

function delayedDetails(type: DelayedType): Partial<PaymentMethodObject> {
  switch (type) {
    case 'sepa_debit':
      return {
        sepa_debit: {
          bank_code: '37040044',
          branch_code: '',
          country: 'DE',
          fingerprint: fingerprint(type),
          generated_from: { charge: null, setup_attempt: null },
          last4: '3000',
        },
      }
    case 'us_bank_account':
      return {
        us_bank_account: {
          account_holder_type: 'individual',
          account_type: 'checking',
          bank_name: 'STRIPE TEST BANK',
          financial_connections_account: null,
          fingerprint: fingerprint(type),
          last4: '6789',
          networks: { preferred: 'ach', supported: ['ach'] },
          routing_number: '110000000',
          status_details: null,
        },
      }
    case 'bacs_debit':
      return { bacs_debit: { fingerprint: fingerprint(type), last4: '2345', sort_code: '108800' } }
    case 'customer_balance':
      return { customer_balance: {} }
  }
}

function methodBase(call: Call, billing: Billing) {
  return {
    id: ids.paymentMethod(),
    object: 'payment_method' as const,
    allow_redisplay: 'limited',
    billing_details: {
      address: { ...fullAddress(billing.lines ?? {}), country: billing.country },
      email: billing.email,
      name: billing.name,
      phone: billing.phone ?? null,
      tax_id: null,
    },
    created: call.sandbox.clock.now(),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
  }
}

/** An address as Stripe answers it: what was not given is null. */
export function fullAddress(
  given: Partial<Record<keyof typeof EMPTY_ADDRESS, string | undefined>>,
): Record<keyof typeof EMPTY_ADDRESS, string | null> {
  return {
    city: given.city ?? null,
    country: given.country ?? null,
    line1: given.line1 ?? null,
    line2: given.line2 ?? null,
    postal_code: given.postal_code ?? null,
    state: given.state ?? null,
  }
}

/** The same for the same number, as Stripe's is within one account. */
export function fingerprint(number: string): string {
  return createHash('sha256').update(`fingerprint ${number}`).digest('base64url').replaceAll(/[-_]/g, 'A').slice(0, 16)
}
