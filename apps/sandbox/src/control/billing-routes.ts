import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { onClockOfCustomer } from '../billing/on-clock.ts'
import { type Call, onBehalfOf, runInternally, type Sandbox } from '../context.ts'
import { cardRefused } from '../payments/keep-method.ts'
import { addCard } from '../portal/add-card.ts'
import {
  cancelSubscription,
  keepSubscription,
  makeDefault,
  makeDefaultEverywhere,
  runningSubscriptions,
} from '../portal/change-billing.ts'
import { cancelModeOf } from '../portal/configurations.ts'
import { payOpenInvoice } from '../portal/pay-open-invoice.ts'
import type { SubscriptionObject } from '../state/billing-types.ts'
import type { CustomerObject, PaymentMethodObject, PortalSessionObject } from '../state/object-types.ts'
import { invalidRequest, noSuch } from '../wire/errors.ts'
import { CardParam, cardInput } from './card-param.ts'

type ById = { Params: { id: string } }

const PutCard = z.strictObject({
  card: CardParam.optional(),
  three_d_secure: z.enum(['complete', 'fail']).default('complete'),
})
type PutCard = z.output<typeof PutCard>

const OfSubscription = z.strictObject({ subscription: z.string().optional() })
const OfInvoice = z.strictObject({ invoice: z.string() })

/** What customers do in their portal, without a browser; and a new card for everything a customer pays. */
export function registerBilling(sandbox: Sandbox, http: FastifyInstance): void {
  /** Does something for a customer, in their account and time. */
  const forCustomer = <T>(id: string, work: (call: Call, customer: CustomerObject) => T): T =>
    runInternally(sandbox, (internal) => {
      const call = onBehalfOf(internal, 'customer', id)
      const customer = call.store.get('customer', id)
      if (!customer) throw noSuch('customer', id, 'id', 404)
      return onClockOfCustomer(call, id, () => work(call, customer))
    })
  const requireSession = (id: string): PortalSessionObject => {
    const session = sandbox.store.get('billing_portal.session', id)
    if (!session) throw noSuch('billing_portal.session', id, 'id', 404)
    return session
  }

  http.post<ById>('/_sandbox/customers/:id/card', (request) => {
    const given = PutCard.parse(request.body ?? {})
    return forCustomer(request.params.id, (call, customer) => {
      const method = keep(call, customer, given)
      makeDefaultEverywhere(call, customer, method)
      return call.store.get('payment_method', method.id) ?? method
    })
  })

  http.post<ById>('/_sandbox/billing_portal/sessions/:id/card', (request) => {
    const given = PutCard.parse(request.body ?? {})
    return forCustomer(requireSession(request.params.id).customer, (call, customer) => {
      const method = keep(call, customer, given)
      makeDefault(call, customer, method)
      return method
    })
  })

  http.post<ById>('/_sandbox/billing_portal/sessions/:id/cancel', (request) => {
    const { subscription: id } = OfSubscription.parse(request.body ?? {})
    const session = requireSession(request.params.id)
    const configuration = sandbox.store.get('billing_portal.configuration', session.configuration)
    return forCustomer(session.customer, (call, customer) => {
      const mode = configuration ? cancelModeOf(configuration) : 'at_period_end'
      return cancelSubscription(call, chosen(call, customer, id), mode, { feedback: null, comment: null })
    })
  })

  http.post<ById>('/_sandbox/billing_portal/sessions/:id/keep', (request) => {
    const { subscription: id } = OfSubscription.parse(request.body ?? {})
    return forCustomer(requireSession(request.params.id).customer, (call, customer) =>
      keepSubscription(call, chosen(call, customer, id)),
    )
  })

  http.post<ById>('/_sandbox/billing_portal/sessions/:id/pay', (request) => {
    const { invoice: id } = OfInvoice.parse(request.body ?? {})
    return forCustomer(requireSession(request.params.id).customer, (call, customer) => {
      const invoice = call.store.get('invoice', id)
      if (invoice?.customer !== customer.id) throw noSuch('invoice', id, 'invoice')
      return payOpenInvoice(call, invoice)
    })
  })
}

/** Keeps a card; throws the 402 of one that the bank refuses. */
function keep(call: Call, customer: CustomerObject, { card, three_d_secure: answer }: PutCard): PaymentMethodObject {
  const added = addCard(call, customer, { ...cardInput(call.sandbox, card), name: customer.name ?? null }, answer)
  if (added.outcome === 'added') return added.method
  throw added.outcome === 'declined' ? cardRefused(added.decline) : invalidRequest('The card waits for its owner.')
}

/** The customer's subscription of this id, or the only one that runs. */
function chosen(call: Call, customer: CustomerObject, id: string | undefined): SubscriptionObject {
  const running = runningSubscriptions(call, customer.id)
  const found = id === undefined && running.length === 1 ? running[0] : running.find((one) => one.id === id)
  if (found) return found
  throw invalidRequest(
    id === undefined
      ? `The customer has ${running.length} subscriptions that run: say which by 'subscription'.`
      : `No such running subscription of this customer: '${id}'`,
    { param: 'subscription' },
  )
}
