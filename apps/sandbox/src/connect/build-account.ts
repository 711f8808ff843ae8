import type Stripe from 'stripe'
import type { Call } from '../context.ts'
import type { AccountObject } from '../state/object-types.ts'
import { ids } from '../wire/ids.ts'

export type NewAccount = {
  id?: string
  businessProfile?: Partial<AccountObject['business_profile']>
  businessType?: Stripe.Account['business_type']
  capabilities?: readonly ('card_payments' | 'transfers')[]
  country?: string
  defaultCurrency?: string
  email?: string | null
  metadata?: Stripe.Metadata
  /** Whether it was asked for through `controller`, which is answered with other words than `type: 'express'`. */
  isByController?: boolean
}

const CURRENCY_BY_COUNTRY: Record<string, string> = {
  AU: 'aud',
  CA: 'cad',
  CH: 'chf',
  DK: 'dkk',
  GB: 'gbp',
  HK: 'hkd',
  JP: 'jpy',
  KW: 'kwd',
  NO: 'nok',
  NZ: 'nzd',
  SE: 'sek',
  SG: 'sgd',
  US: 'usd',
}
const EURO_COUNTRIES = new Set('AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK'.split(' '))

export const NOTHING_DUE = {
  alternatives: [],
  current_deadline: null,
  currently_due: [],
  disabled_reason: null,
  errors: [],
  eventually_due: [],
  past_due: [],
  pending_verification: [],
}

/** The currency of a country, or undefined where Stripe opens no accounts. */
export function currencyOfCountry(country: string): string | undefined {
  return EURO_COUNTRIES.has(country) ? 'eur' : CURRENCY_BY_COUNTRY[country]
}

/** An Express account before anyone told anything of its owner. What is due is filled in by `withRequirements`. */
export function buildAccount(call: Call, given: NewAccount): AccountObject {
  const id = given.id ?? ids.account()
  const country = given.country ?? 'US'
  return {
    id,
    object: 'account',
    business_profile: { ...EMPTY_PROFILE, ...given.businessProfile },
    business_type: given.businessType ?? null,
    capabilities: Object.fromEntries((given.capabilities ?? []).map((name) => [name, 'inactive'])),
    charges_enabled: false,
    controller: {
      fees: { payer: given.isByController ? 'application' : 'application_express' },
      is_controller: true,
      losses: { payments: 'application' },
      requirement_collection: 'stripe',
      stripe_dashboard: { type: 'express' },
      type: 'application',
    },
    country,
    created: call.sandbox.clock.now(),
    default_currency: given.defaultCurrency ?? currencyOfCountry(country) ?? 'usd',
    details_submitted: false,
    email: given.email ?? null,
    external_accounts: { object: 'list', data: [], has_more: false, url: `/v1/accounts/${id}/external_accounts` },
    future_requirements: NOTHING_DUE,
    metadata: given.metadata ?? {},
    payouts_enabled: false,
    requirements: NOTHING_DUE,
    settings: emptySettings(),
    tos_acceptance: { date: null, ip: null, user_agent: null },
    type: given.isByController ? 'none' : 'express',
  }
}

const EMPTY_PROFILE: AccountObject['business_profile'] = {
  annual_revenue: null,
  estimated_worker_count: null,
  mcc: null,
  minority_owned_business_designation: null,
  name: null,
  product_description: null,
  specified_commercial_transactions_act_url: null,
  support_address: null,
  support_email: null,
  support_phone: null,
  support_url: null,
  url: null,
}

function emptySettings(): AccountObject['settings'] {
  return {
    bacs_debit_payments: { display_name: null, service_user_number: null },
    branding: { icon: null, logo: null, primary_color: null, secondary_color: null },
    card_issuing: { tos_acceptance: { date: null, ip: null } },
    card_payments: {
      decline_on: { avs_failure: false, cvc_failure: false },
      statement_descriptor_prefix: null,
      statement_descriptor_prefix_kana: null,
      statement_descriptor_prefix_kanji: null,
    },
    dashboard: { display_name: null, timezone: 'Etc/UTC' },
    invoices: { default_account_tax_ids: null, hosted_payment_method_save: 'always' },
    payments: {
      statement_descriptor: null,
      statement_descriptor_kana: null,
      statement_descriptor_kanji: null,
      statement_descriptor_prefix_kana: null,
      statement_descriptor_prefix_kanji: null,
    },
    payouts: {
      debit_negative_balances: true,
      schedule: { delay_days: 2, interval: 'daily' },
      statement_descriptor: null,
    },
    sepa_debit_payments: {},
  }
}
