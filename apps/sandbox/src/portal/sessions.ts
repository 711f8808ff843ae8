import type Stripe from 'stripe'
import type { Call } from '../context.ts'
import type {
  CustomerObject,
  PortalConfigurationObject,
  PortalSessionObject,
  PortalVisit,
} from '../state/object-types.ts'
import { emit } from '../webhooks/emit.ts'
import { ids, randomToken } from '../wire/ids.ts'

/** How long the address of a session waits to be opened, as at Stripe. */
const UNOPENED_SECONDS = 300
/** How long an opened one may lie still. */
const IDLE_SECONDS = 3600

const TOKEN_LENGTH = 48

export type NewPortalSession = {
  customer: CustomerObject
  configuration: PortalConfigurationObject
  flow: Stripe.BillingPortal.Session.Flow | null
  locale: string | null
  returnUrl: string | null
}

/** What somebody with a valid token may see. */
export type OpenPortal = {
  visit: PortalVisit
  session: PortalSessionObject
  configuration: PortalConfigurationObject
  customer: CustomerObject
}

/** A way into a customer's portal, with its event. Whoever has the address gets in, so it does not last. */
export function createPortalSession(call: Call, given: NewPortalSession): PortalSessionObject {
  const now = call.sandbox.clock.ownNowMs() / 1000
  const token = `test_${randomToken(TOKEN_LENGTH)}`
  const session: PortalSessionObject = {
    id: ids.portalSession(),
    object: 'billing_portal.session',
    configuration: given.configuration.id,
    created: call.sandbox.clock.now(),
    customer: given.customer.id,
    customer_account: null,
    flow: given.flow,
    livemode: false,
    locale: given.locale,
    on_behalf_of: null,
    return_url: given.returnUrl ?? given.configuration.default_return_url,
    url: `${call.sandbox.urls.public}${portalPath(token)}`,
  }
  call.store.put('billing_portal.session', session, call.account)
  call.store.put('sandbox.portal_visit', {
    id: token,
    object: 'sandbox.portal_visit',
    created: Math.floor(now),
    session: session.id,
    customer: given.customer.id,
    expires_at: Math.floor(now) + UNOPENED_SECONDS,
  })
  emit(call, 'billing_portal.session.created', session)
  return session
}

/** Where the pages of a portal live. */
export function portalPath(token: string, step = ''): string {
  return `/p/session/${encodeURIComponent(token)}${step === '' ? '' : `/${step}`}`
}

/**
 * What a token opens, for another hour; undefined when there is no such token, its time is over, or its customer is
 * gone. Time is the sandbox's own here, also for customers on a test clock.
 */
export function openPortal(call: Call, token: string): OpenPortal | undefined {
  const { store } = call
  const visit = store.get('sandbox.portal_visit', token)
  const now = Math.floor(call.sandbox.clock.ownNowMs() / 1000)
  if (!visit || visit.expires_at <= now) return undefined
  const session = store.get('billing_portal.session', visit.session)
  const configuration = session && store.get('billing_portal.configuration', session.configuration)
  const customer = store.get('customer', visit.customer)
  if (!session || !configuration || !customer) return undefined
  const renewed = store.put('sandbox.portal_visit', { ...visit, expires_at: now + IDLE_SECONDS })
  return { visit: renewed, session, configuration, customer }
}
