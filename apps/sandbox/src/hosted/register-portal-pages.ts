import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { periodOf } from '../billing/save-subscription.ts'
import type { Sandbox } from '../context.ts'
import { letGoOfMethod } from '../payments/keep-method.ts'
import {
  cancelSubscription,
  changeInformation,
  keepSubscription,
  makeDefault,
  mayRemove,
  runningSubscriptions,
} from '../portal/change-billing.ts'
import { cancelModeOf, REASONS } from '../portal/configurations.ts'
import { enterPortal, type Portal } from '../portal/enter-portal.ts'
import { payOpenInvoice } from '../portal/pay-open-invoice.ts'
import { portalPath } from '../portal/sessions.ts'
import { dayText } from '../site/day-text.ts'
import { sendPage } from '../site/document.ts'
import { readFormBodies } from '../site/form-body.ts'
import type { SubscriptionObject } from '../state/billing-types.ts'
import type { PaymentMethodObject } from '../state/object-types.ts'
import { sentenceOfDecline } from './decline.ts'
import { finish, frameOf } from './portal-flow.ts'
import { renderPortalOverPage, renderPortalPage, type Said } from './portal-page.ts'
import { informationOf, renderCancelStep, renderInformationStep } from './portal-steps.ts'
import { viewOfPortal } from './portal-view.ts'
import { changesBy, faultsOf, parseInformation } from './read-information.ts'

type Visit = { Params: { token: string; id: string }; Querystring: { said?: string } }

const Leaving = z.object({
  feedback: z.enum(REASONS).nullable().catch(null),
  comment: z.string().trim().max(500).catch(''),
})

/** What can be said after something was done, by the word in the address. */
const SAYINGS: Record<string, Said> = {
  card: { text: 'Your card is kept.', isBad: false },
  default: { text: 'This card is charged from now on.', isBad: false },
  removed: { text: 'The card is removed.', isBad: false },
  canceled: { text: 'Your plan is canceled. Nothing more will be charged.', isBad: false },
  kept: { text: 'Your plan goes on.', isBad: false },
  information: { text: 'Your billing information is saved.', isBad: false },
  paid: { text: 'Thank you. The invoice is paid.', isBad: false },
}

/** The pages where customers look after their billing, at the address that a portal session names. */
export async function registerPortalPages(sandbox: Sandbox, http: FastifyInstance): Promise<undefined> {
  const sendHome = (reply: FastifyReply, token: string, portal: Portal, said: Said | null) =>
    sendPage(reply, 200, renderPortalPage(token, viewOfPortal(portal.call, portal), said))

  /** Answers with what `work` sends, or with the page of a link that is over. */
  const enter = (reply: FastifyReply, token: string, work: (portal: Portal) => FastifyReply): FastifyReply =>
    enterPortal(sandbox, token, work) ?? sendPage(reply, 410, renderPortalOverPage())

  await http.register(async (scope) => {
    readFormBodies(scope)

    scope.get<Visit>('/p/session/:token', async (request, reply) => {
      const { token } = request.params
      return enter(reply, token, (portal) => {
        const { flow } = portal.session
        if (flow?.subscription_cancel) {
          return reply.redirect(portalPath(token, `subscriptions/${flow.subscription_cancel.subscription}/cancel`), 303)
        }
        if (flow) return reply.redirect(portalPath(token, 'card'), 303)
        return sendHome(reply, token, portal, SAYINGS[request.query.said ?? ''] ?? null)
      })
    })

    scope.get<Visit>('/p/session/:token/home', async (request, reply) => {
      const { token } = request.params
      const said = SAYINGS[request.query.said ?? ''] ?? null
      return enter(reply, token, (portal) => sendHome(reply, token, portal, said))
    })

    scope.post<Visit>('/p/session/:token/methods/:id/default', async (request, reply) => {
      const { token, id } = request.params
      return enter(reply, token, (portal) => {
        const method = ownMethod(portal, id)
        if (method) makeDefault(portal.call, portal.customer, method)
        return reply.redirect(portalPath(token, method ? 'home?said=default' : 'home'), 303)
      })
    })

    scope.post<Visit>('/p/session/:token/methods/:id/remove', async (request, reply) => {
      const { token, id } = request.params
      return enter(reply, token, (portal) => {
        const method = ownMethod(portal, id)
        const canGo = method !== undefined && mayRemove(portal.call, portal.customer, method)
        if (canGo) letGoOfMethod(portal.call, method)
        return reply.redirect(portalPath(token, canGo ? 'home?said=removed' : 'home'), 303)
      })
    })

    scope.get<Visit>('/p/session/:token/subscriptions/:id/cancel', async (request, reply) => {
      const { token, id } = request.params
      return enter(reply, token, (portal) => {
        const subscription = ownSubscription(portal, id)
        const view = viewOfPortal(portal.call, portal)
        const plan = view.plans.find((one) => one.id === id)
        if (!subscription || !plan?.canCancel) return reply.redirect(portalPath(token, 'home'), 303)
        const { cancellation_reason: reason } = portal.configuration.features.subscription_cancel
        const page = renderCancelStep(frameOf(token, portal), {
          plan,
          endsOn: dayText(periodOf(subscription).end),
          mode: cancelModeOf(portal.configuration),
          reasons: reason.enabled ? reason.options : [],
        })
        return sendPage(reply, 200, page)
      })
    })

    scope.post<Visit>('/p/session/:token/subscriptions/:id/cancel', async (request, reply) => {
      const { token, id } = request.params
      return enter(reply, token, (portal) => {
        const subscription = ownSubscription(portal, id)
        const { enabled } = portal.configuration.features.subscription_cancel
        if (!subscription || !enabled || subscription.cancel_at_period_end) {
          return reply.redirect(portalPath(token, 'home'), 303)
        }
        const { feedback, comment } = Leaving.parse(request.body ?? {})
        const how = cancelModeOf(portal.configuration)
        cancelSubscription(portal.call, subscription, how, { feedback, comment: comment || null })
        return finish(reply, token, portal, 'canceled', SAYINGS.canceled?.text ?? '')
      })
    })

    scope.post<Visit>('/p/session/:token/subscriptions/:id/keep', async (request, reply) => {
      const { token, id } = request.params
      return enter(reply, token, (portal) => {
        const subscription = ownSubscription(portal, id)
        const canKeep = portal.configuration.features.subscription_cancel.enabled && subscription?.cancel_at !== null
        if (subscription && canKeep) keepSubscription(portal.call, subscription)
        return reply.redirect(portalPath(token, subscription && canKeep ? 'home?said=kept' : 'home'), 303)
      })
    })

    scope.get<Visit>('/p/session/:token/information', async (request, reply) => {
      const { token } = request.params
      return enter(reply, token, (portal) => {
        const parts = portal.configuration.features.customer_update
        if (!parts.enabled) return reply.redirect(portalPath(token, 'home'), 303)
        const known = informationOf(portal.customer)
        return sendPage(reply, 200, renderInformationStep(frameOf(token, portal), known, parts.allowed_updates, []))
      })
    })

    scope.post<Visit>('/p/session/:token/information', async (request, reply) => {
      const { token } = request.params
      return enter(reply, token, (portal) => {
        const { allowed_updates: parts, enabled } = portal.configuration.features.customer_update
        if (!enabled) return reply.redirect(portalPath(token, 'home'), 303)
        const typed = parseInformation(request.body, portal.customer)
        const errors = faultsOf(typed).filter(({ field }) => field !== 'email' || parts.includes('email'))
        if (errors.length > 0) {
          return sendPage(reply, 200, renderInformationStep(frameOf(token, portal), typed, parts, errors))
        }
        changeInformation(portal.call, portal.customer, changesBy(typed, parts))
        return reply.redirect(portalPath(token, 'home?said=information'), 303)
      })
    })

    scope.post<Visit>('/p/session/:token/invoices/:id/pay', async (request, reply) => {
      const { token, id } = request.params
      return enter(reply, token, (portal) => {
        const invoice = portal.call.store.get('invoice', id)
        if (invoice?.customer !== portal.customer.id) return reply.redirect(portalPath(token, 'home'), 303)
        const paid = payOpenInvoice(portal.call, invoice)
        switch (paid.outcome) {
          case 'paid':
            return reply.redirect(portalPath(token, 'home?said=paid'), 303)
          case 'declined':
            return sendHome(
              reply,
              token,
              { ...portal, ...refreshed(portal) },
              {
                text: `${sentenceOfDecline(paid.decline)} The invoice is not paid. Add another card and try again.`,
                isBad: true,
              },
            )
          case 'asks':
            return reply.redirect(`${invoice.hosted_invoice_url ?? portalPath(token, 'home')}/authenticate`, 303)
          case 'no_card':
            return reply.redirect(invoice.hosted_invoice_url ?? portalPath(token, 'home'), 303)
        }
      })
    })
  })
}

function refreshed({ call, customer }: Portal): Pick<Portal, 'customer'> {
  return { customer: call.store.get('customer', customer.id) ?? customer }
}

function ownMethod({ call, customer, configuration }: Portal, id: string): PaymentMethodObject | undefined {
  const method = call.store.get('payment_method', id)
  const isTheirs = method?.customer === customer.id && configuration.features.payment_method_update.enabled
  return isTheirs ? method : undefined
}

function ownSubscription({ call, customer }: Portal, id: string): SubscriptionObject | undefined {
  return runningSubscriptions(call, customer.id).find((subscription) => subscription.id === id)
}
