import type { Call } from '../context.ts'

const SANDBOX_NAME = 'Cashwrap sandbox'

/**
 * What a business calls itself to a customer: at Stripe that is in its dashboard. Here it is the name on the newest
 * checkout page that this customer completed, or on the newest page of all.
 */
export function businessNameOf(call: Call, customer: string): string {
  const nameWhere = (where: { customer: string } | undefined) =>
    call.store.page(
      'checkout.session',
      { account: call.account, limit: 1, ...(where === undefined ? {} : { where }) },
      ({ branding_settings: branding }) => branding !== undefined && branding?.display_name !== SANDBOX_NAME,
    ).data[0]?.branding_settings?.display_name
  return nameWhere({ customer }) ?? nameWhere(undefined) ?? 'the shop'
}
