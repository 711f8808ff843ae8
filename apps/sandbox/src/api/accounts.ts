import { z } from 'zod'
import { createAccountLink } from '../connect/account-links.ts'
import { balanceOf } from '../connect/balances.ts'
import { buildAccount, currencyOfCountry } from '../connect/build-account.ts'
import { platformAccount } from '../connect/platform.ts'
import { withRequirements } from '../connect/requirements.ts'
import { detailsOf, saveAccount } from '../connect/save-account.ts'
import type { AccountObject } from '../state/object-types.ts'
import { type Endpoint, endpoint, pathId } from '../wire/endpoint.ts'
import { invalidParameter, invalidRequest } from '../wire/errors.ts'
import { requireAccount } from '../wire/find-account.ts'
import { mergeMetadata, newMetadata } from '../wire/metadata.ts'
import { answerList } from '../wire/pagination.ts'
import * as params from '../wire/params.ts'

const Profile = z.strictObject({
  annual_revenue: params.notEmulated(),
  estimated_worker_count: params.notEmulated(),
  mcc: params.text(4).optional(),
  minority_owned_business_designation: params.notEmulated(),
  monthly_estimated_revenue: params.notEmulated(),
  name: params.text().optional(),
  product_description: params.text(40_000).optional(),
  specified_commercial_transactions_act_url: params.notEmulated(),
  support_address: params.notEmulated(),
  support_email: params.email().optional(),
  support_phone: params.text(40).optional(),
  support_url: params.unsettableText().optional(),
  url: params.url().optional(),
})

const Requested = z.strictObject({ requested: params.boolean().optional() }).optional()

const shared = {
  account_token: params.notEmulated(),
  business_profile: Profile.optional(),
  business_type: params.oneOf(['company', 'government_entity', 'individual', 'non_profit']).optional(),
  capabilities: z.strictObject({ card_payments: Requested, transfers: Requested }).optional(),
  company: params.notEmulated(),
  default_currency: params.currency().optional(),
  documents: params.notEmulated(),
  email: params.email().optional(),
  expand: params.expand(),
  external_account: params.notEmulated(),
  groups: params.notEmulated(),
  individual: params.notEmulated(),
  metadata: params.metadata().optional(),
  settings: params.notEmulated(),
  tos_acceptance: params.notEmulated(),
}

const CreateAccount = z.strictObject({
  ...shared,
  controller: z
    .strictObject({
      fees: z.strictObject({ payer: params.oneOf(['account', 'application']).optional() }).optional(),
      losses: z.strictObject({ payments: params.oneOf(['application', 'stripe']).optional() }).optional(),
      requirement_collection: params.oneOf(['application', 'stripe']).optional(),
      stripe_dashboard: z.strictObject({ type: params.oneOf(['express', 'full', 'none']).optional() }).optional(),
    })
    .optional(),
  country: params.text(2).optional(),
  type: params.oneOf(['custom', 'express', 'standard']).optional(),
})
const UpdateAccount = z.strictObject(shared)
const ExpandOnly = z.strictObject({ expand: params.expand() })

export const accountEndpoints: readonly Endpoint[] = [
  endpoint('POST', '/v1/accounts', CreateAccount, (call, given) => {
    refuseOtherKinds(given)
    const country = given.country?.toUpperCase()
    if (country !== undefined && currencyOfCountry(country) === undefined) {
      throw invalidParameter(`Country '${given.country}' is not supported.`, 'country', 'country_unsupported')
    }
    const requested = requestedOf(given.capabilities)
    if (requested.length === 1 && requested[0] === 'transfers') {
      throw invalidRequest(
        'Your platform needs approval for accounts to have requested the `transfers` capability without the `card_payments` capability. If you would like to request transfers without card_payments, please contact us via https://support.stripe.com/contact.',
        { param: 'requested_capabilities' },
      )
    }
    const account = buildAccount(call, {
      businessProfile: given.business_profile ? definedOnly(given.business_profile) : {},
      ...(given.business_type === undefined ? {} : { businessType: given.business_type }),
      // Without a choice, an account gets what the platform's settings name.
      capabilities: given.capabilities === undefined ? ['card_payments', 'transfers'] : requested,
      ...(country === undefined ? {} : { country }),
      ...(given.default_currency === undefined ? {} : { defaultCurrency: given.default_currency }),
      email: given.email ?? null,
      metadata: newMetadata(given.metadata),
      isByController: given.controller !== undefined,
    })
    return call.store.put('account', withRequirements(account, detailsOf(call, account.id)))
  }),

  endpoint('GET', '/v1/account', ExpandOnly, (call) =>
    call.account === '' ? platformAccount(call) : requireAccount(call, call.account),
  ),

  endpoint('GET', '/v1/accounts/:id', ExpandOnly, (call, _given, path) => requireAccount(call, pathId(path))),

  endpoint('POST', '/v1/accounts/:id', UpdateAccount, (call, given, path) => {
    const before = requireAccount(call, pathId(path))
    const added = requestedOf(given.capabilities)
    const removed = Object.entries(given.capabilities ?? {}).flatMap(([name, asked]) =>
      asked?.requested === false ? [name] : [],
    )
    const kept = Object.entries(before.capabilities).filter(([name]) => !removed.includes(name))
    return saveAccount(call, before, {
      ...before,
      business_profile: {
        ...before.business_profile,
        ...(given.business_profile ? definedOnly(given.business_profile) : {}),
      },
      business_type: given.business_type ?? before.business_type ?? null,
      capabilities: { ...Object.fromEntries(added.map((name) => [name, 'inactive'])), ...Object.fromEntries(kept) },
      default_currency: given.default_currency ?? before.default_currency,
      email: given.email ?? before.email,
      metadata: mergeMetadata(before.metadata, given.metadata),
    })
  }),

  endpoint('DELETE', '/v1/accounts/:id', ExpandOnly, (call, _given, path) => {
    const account = requireAccount(call, pathId(path))
    const { available, pending } = balanceOf(call, account)
    if ([...available, ...pending].some(({ amount }) => amount !== 0)) {
      throw invalidRequest(`The account ${account.id} cannot be deleted: its balance is not zero.`)
    }
    call.store.remove('account', account.id)
    call.store.remove('sandbox.account_details', account.id)
    return { id: account.id, object: 'account', deleted: true }
  }),

  endpoint(
    'GET',
    '/v1/accounts',
    z.strictObject({ ...params.paging, created: params.createdFilter() }),
    (call, given) => answerList(call, 'account', '/v1/accounts', given),
  ),

  endpoint('POST', '/v1/accounts/:id/login_links', ExpandOnly, (call, _given, path) => {
    const account = requireAccount(call, pathId(path))
    if (!account.details_submitted) {
      throw invalidRequest('Cannot create a login link for an account that has not completed onboarding.')
    }
    const { created, url } = createAccountLink(call, account, { kind: 'login', refreshUrl: null, returnUrl: null })
    return { object: 'login_link', created, url }
  }),
]

/** Accounts with another dashboard than the Express one, or other terms, are other products of Stripe's. */
function refuseOtherKinds({ type, controller }: z.output<typeof CreateAccount>): void {
  if (type !== undefined && controller !== undefined) {
    throw invalidParameter('You may only specify one of these parameters: type, controller.', 'type')
  }
  const isExpress =
    type === 'express' ||
    (controller?.stripe_dashboard?.type === 'express' &&
      controller.fees?.payer === 'application' &&
      controller.losses?.payments === 'application' &&
      (controller.requirement_collection ?? 'stripe') === 'stripe')
  if (isExpress) return
  throw invalidParameter(
    "This sandbox emulates Express accounts: type 'express', or a controller with the express dashboard, where fees and losses are the application's.",
    controller === undefined ? 'type' : 'controller',
    'sandbox_not_emulated',
  )
}

function requestedOf(capabilities: z.output<typeof CreateAccount>['capabilities']): ('card_payments' | 'transfers')[] {
  return (['card_payments', 'transfers'] as const).filter((name) => capabilities?.[name]?.requested)
}

type Profile = AccountObject['business_profile']

/** Without the keys whose value is undefined, which the stored type does not know. */
function definedOnly(profile: z.output<typeof Profile>): Partial<Profile> {
  return Object.fromEntries(Object.entries(profile).filter(([, value]) => value !== undefined))
}
