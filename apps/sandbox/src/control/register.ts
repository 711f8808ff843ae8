import type { FastifyInstance } from 'fastify'
import { ZodError, z } from 'zod'
import type { Sandbox } from '../context.ts'
import { StripeFailure } from '../wire/errors.ts'
import { listRequests } from '../wire/request-log.ts'
import { registerAccounts } from './account-routes.ts'
import { registerBilling } from './billing-routes.ts'
import { registerBillingSettings } from './billing-settings-routes.ts'
import { registerClock } from './clock-routes.ts'
import { registerEvents } from './event-routes.ts'
import { registerFaults } from './fault-routes.ts'
import { registerFixtures } from './fixture-routes.ts'
import { registerPay } from './pay.ts'

const Requests = z.strictObject({ limit: z.coerce.number().int().min(1).max(2000).default(100) })

/** The control API under /_sandbox/: what is not Stripe's. Takes and answers JSON. */
export async function registerControl(sandbox: Sandbox, http: FastifyInstance): Promise<void> {
  http.setErrorHandler((error, _request, reply) => {
    if (error instanceof ZodError) return reply.code(400).send({ error: { message: z.prettifyError(error) } })
    if (error instanceof StripeFailure) return reply.code(error.status).send({ error: error.body })
    throw error
  })
  http.addHook('onRequest', async () => sandbox.timers.runDue())

  registerPay(sandbox, http)
  registerAccounts(sandbox, http)
  registerBilling(sandbox, http)
  registerBillingSettings(sandbox, http)
  registerClock(sandbox, http)
  registerFaults(sandbox, http)
  registerFixtures(sandbox, http)
  registerEvents(sandbox, http)

  http.get('/_sandbox/requests', (request) => ({
    data: listRequests(sandbox.store, Requests.parse(request.query).limit),
  }))

  http.post('/_sandbox/reset', () => {
    sandbox.store.reset()
    sandbox.clock.reset()
    sandbox.faults.refresh()
    sandbox.timers.refresh()
    return { reset: true }
  })
}
