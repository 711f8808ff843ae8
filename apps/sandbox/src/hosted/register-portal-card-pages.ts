import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Sandbox } from '../context.ts'
import { keptMethods } from '../payments/keep-method.ts'
import { type AddedCard, addCard, answerSetup } from '../portal/add-card.ts'
import { makeDefault } from '../portal/change-billing.ts'
import { enterPortal, type Portal } from '../portal/enter-portal.ts'
import { portalPath } from '../portal/sessions.ts'
import { sendPage } from '../site/document.ts'
import { readFormBodies } from '../site/form-body.ts'
import { fieldOfDecline, sentenceOfDecline } from './decline.ts'
import { renderChallengePage } from './notice-pages.ts'
import { type FieldError, parsePayForm, readPayForm, type TypedPayForm, typedBy } from './pay-form.ts'
import { EMPTY_FORM, filledWith } from './pay-view.ts'
import { finish, frameOf } from './portal-flow.ts'
import { renderPortalOverPage } from './portal-page.ts'
import { defaultQuestion, renderCardStep } from './portal-steps.ts'

type Visit = { Params: { token: string }; Querystring: { fill?: string; setup?: string; default?: string } }

const Answer = z.object({ outcome: z.enum(['complete', 'fail']) })
const Choice = z.object({ default: z.literal('yes').optional() })

/** The step of the portal where a card is added, with the bank's 3-D Secure. */
export async function registerPortalCardPages(sandbox: Sandbox, http: FastifyInstance): Promise<undefined> {
  const enter = (reply: FastifyReply, token: string, work: (portal: Portal) => FastifyReply): FastifyReply => {
    const whileAllowed = (portal: Portal) =>
      portal.configuration.features.payment_method_update.enabled
        ? work(portal)
        : reply.redirect(portalPath(token, 'home'), 303)
    return enterPortal(sandbox, token, whileAllowed) ?? sendPage(reply, 410, renderPortalOverPage())
  }
  /** A customer's first card is their default, and so is one that they came to put in place of another. */
  const becomesDefault = ({ call, customer, session }: Portal): boolean =>
    session.flow?.type === 'payment_method_update' || keptMethods(call, customer.id).length === 0
  const rulesOf = ({ call }: Portal) => ({
    asksEmail: false,
    lockedEmail: null,
    asksPhone: false,
    needsPayment: true,
    isCardOnly: true,
    now: new Date(call.sandbox.clock.nowMs()),
  })
  const sendForm = (
    reply: FastifyReply,
    token: string,
    portal: Portal,
    typed: TypedPayForm,
    errors: readonly FieldError[],
    decline: string | null,
  ) => {
    const till = {
      ...rulesOf(portal),
      standsInFor: 'Stripe’s customer portal',
      formUrl: portalPath(token, 'card'),
      fillUrl: (number: string) => portalPath(token, `card?fill=${number}`),
      button: 'Keep this card',
      busy: 'Keeping…',
      heading: 'Card',
      nothingHappened: 'No card was kept.',
      note: null,
      typed,
      errors,
      decline,
      ...(becomesDefault(portal) ? {} : { extra: defaultQuestion }),
    }
    return sendPage(reply, 200, renderCardStep(frameOf(token, portal), till))
  }
  const answer = (
    reply: FastifyReply,
    token: string,
    portal: Portal,
    added: AddedCard,
    isDefault: boolean,
    typed: TypedPayForm,
  ) => {
    switch (added.outcome) {
      case 'added':
        if (isDefault) makeDefault(portal.call, portal.customer, added.method)
        return finish(reply, token, portal, 'card', 'Your card is kept.')
      case 'requires_action': {
        const query = new URLSearchParams({ setup: added.intent.id, ...(isDefault ? { default: 'yes' } : {}) })
        return reply.redirect(portalPath(token, `card/authenticate?${query}`), 303)
      }
      case 'declined': {
        const message = sentenceOfDecline(added.decline)
        return sendForm(reply, token, portal, typed, [{ field: fieldOfDecline(added.decline.code), message }], message)
      }
    }
  }

  await http.register(async (scope) => {
    readFormBodies(scope)

    scope.get<Visit>('/p/session/:token/card', async (request, reply) => {
      const { token } = request.params
      return enter(reply, token, (portal) =>
        sendForm(reply, token, portal, filledWith(EMPTY_FORM, request.query.fill, rulesOf(portal).now), [], null),
      )
    })

    scope.post<Visit>('/p/session/:token/card', async (request, reply) => {
      const { token } = request.params
      return enter(reply, token, (portal) => {
        const form = parsePayForm(request.body)
        if (!form) return reply.redirect(portalPath(token, 'card'), 303)
        const read = readPayForm(form, rulesOf(portal))
        if (!read.ok) return sendForm(reply, token, portal, typedBy(form), read.errors, null)
        if (read.order.method !== 'card') return reply.redirect(portalPath(token, 'card'), 303)
        const isDefault = becomesDefault(portal) || Choice.parse(request.body).default === 'yes'
        const added = addCard(portal.call, portal.customer, read.order.card)
        return answer(reply, token, portal, added, isDefault, typedBy(form))
      })
    })

    scope.get<Visit>('/p/session/:token/card/authenticate', async (request, reply) => {
      const { token } = request.params
      return enter(reply, token, (portal) => {
        const intent = ownSetup(portal, request.query.setup)
        const method = portal.call.store.get('payment_method', intent?.payment_method ?? '')
        if (!method) return reply.redirect(portalPath(token, 'card'), 303)
        const query = new URLSearchParams(request.query)
        const page = renderChallengePage({
          answerUrl: portalPath(token, `card/authenticate?${query}`),
          merchant: frameOf(token, portal).merchant,
          total: null,
          currency: 'usd',
          last4: method.card?.last4 ?? '',
        })
        return sendPage(reply, 200, page)
      })
    })

    scope.post<Visit>('/p/session/:token/card/authenticate', async (request, reply) => {
      const { token } = request.params
      return enter(reply, token, (portal) => {
        const intent = ownSetup(portal, request.query.setup)
        const given = Answer.safeParse(request.body)
        const added = intent && given.success ? answerSetup(portal.call, intent, given.data.outcome) : undefined
        if (!added) return reply.redirect(portalPath(token, 'card'), 303)
        return answer(reply, token, portal, added, request.query.default === 'yes', EMPTY_FORM)
      })
    })
  })
}

function ownSetup({ call, customer }: Portal, id: string | undefined) {
  const intent = id === undefined ? undefined : call.store.get('setup_intent', id)
  return intent?.customer === customer.id ? intent : undefined
}
