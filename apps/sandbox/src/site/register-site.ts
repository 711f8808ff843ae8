import type { FastifyInstance, FastifyReply } from 'fastify'
import { balanceOf, PLATFORM } from '../connect/balances.ts'
import { runInternally, type Sandbox } from '../context.ts'
import { TRIGGER_TYPES } from '../control/trigger.ts'
import { createMailStore } from '../mailbox/mail-store.ts'
import { EVERY_ACCOUNT } from '../state/store.ts'
import { createMessageStore } from '../whatsapp/message-store.ts'
import { renderAccountsPage } from './accounts-page.ts'
import { registerAssets } from './assets.ts'
import { renderClockPage } from './clock-page.ts'
import { sendPage } from './document.ts'
import { type LoggedEvent, renderEventPage, renderEventsPage } from './event-pages.ts'
import { renderFaultsPage } from './faults-page.ts'
import { renderMailbox, renderMailPage } from './mail-pages.ts'
import { renderMissingPage } from './missing-page.ts'
import { renderOverviewPage } from './overview-page.ts'
import { readPulse } from './pulse.ts'
import { registerSiteActions } from './site-actions.ts'
import { renderWhatsappPage } from './whatsapp-page.ts'

type ById = { Params: { id: string } }
type Said = { Querystring: { said?: string } }

const SHOWN = 100
const SHOWN_ON_OVERVIEW = 8

/** The sandbox's own web pages, `/_sandbox` and `/_sandbox/ui/…`: all that would have left the house, to look at. */
export async function registerSite(sandbox: Sandbox, http: FastifyInstance): Promise<undefined> {
  const { store, clock, deliveries, faults } = sandbox
  const mails = createMailStore(store)
  const messages = createMessageStore(store)
  const now = () => new Date(clock.nowMs())
  const lastEvents = (limit: number): LoggedEvent[] =>
    store
      .page('event', { limit, account: EVERY_ACCOUNT })
      .data.map((event) => ({ event, deliveries: deliveries.ofEvent(event.id) }))
  const missing = (reply: FastifyReply) => sendPage(reply, 404, renderMissingPage())

  registerAssets(http)
  registerSiteActions(http)

  http.get('/', async (_request, reply) => reply.redirect('/_sandbox', 302))
  http.get('/_sandbox/ui/pulse', async (_request, reply) =>
    reply.type('text/plain; charset=utf-8').header('cache-control', 'no-store').send(readPulse(store)),
  )

  http.get<Said>('/_sandbox', async (request, reply) => {
    const page = renderOverviewPage({
      urls: sandbox.urls,
      now: now(),
      offsetSeconds: clock.offsetSeconds(),
      endpoints: store.page('webhook_endpoint', { limit: SHOWN }).data,
      sessions: store.page('checkout.session', { limit: SHOWN_ON_OVERVIEW }).data,
      intents: store.page(
        'payment_intent',
        { limit: SHOWN_ON_OVERVIEW },
        (intent) => store.where('checkout.session', 'payment_intent', intent.id).length === 0,
      ).data,
      mails: mails.list({ limit: SHOWN_ON_OVERVIEW }),
      events: lastEvents(SHOWN_ON_OVERVIEW),
      faults: faults.list().length,
      said: request.query.said,
    })
    return sendPage(reply, 200, page)
  })

  http.get<{ Querystring: { to?: string } }>('/_sandbox/ui/mail', async (request, reply) => {
    const to = request.query.to?.trim() || undefined
    return sendPage(reply, 200, renderMailbox(mails.list({ to, limit: SHOWN }), to, sandbox.urls.smtp))
  })
  http.get<ById>('/_sandbox/ui/mail/:id', async (request, reply) => {
    const mail = mails.find(request.params.id)
    return mail ? sendPage(reply, 200, renderMailPage(mail), true) : missing(reply)
  })

  http.get('/_sandbox/ui/whatsapp', async (_request, reply) =>
    sendPage(reply, 200, renderWhatsappPage(messages.list({ limit: SHOWN }))),
  )

  http.get('/_sandbox/ui/accounts', async (_request, reply) => {
    const view = runInternally(sandbox, (call) => ({
      platform: balanceOf(call, PLATFORM),
      accounts: store
        .page('account', { limit: SHOWN })
        .data.map((account) => ({ account, balance: balanceOf(call, account) })),
    }))
    return sendPage(reply, 200, renderAccountsPage(view))
  })

  http.get<Said>('/_sandbox/ui/events', async (request, reply) =>
    sendPage(
      reply,
      200,
      renderEventsPage({ events: lastEvents(SHOWN), triggers: TRIGGER_TYPES, said: request.query.said }),
    ),
  )
  http.get<ById & Said>('/_sandbox/ui/events/:id', async (request, reply) => {
    const event = store.get('event', request.params.id)
    if (!event) return missing(reply)
    const urlOf = (endpoint: string) => store.get('webhook_endpoint', endpoint)?.url ?? 'an endpoint that is gone'
    const logged = { event, deliveries: deliveries.ofEvent(event.id) }
    return sendPage(reply, 200, renderEventPage(logged, urlOf, request.query.said))
  })

  http.get<Said>('/_sandbox/ui/clock', async (request, reply) =>
    sendPage(reply, 200, renderClockPage(now(), clock.offsetSeconds(), request.query.said)),
  )
  http.get<{ Querystring: { said?: string; refused?: string } }>('/_sandbox/ui/faults', async (request, reply) =>
    sendPage(reply, 200, renderFaultsPage(faults.list(), request.query.said, request.query.refused)),
  )
}
