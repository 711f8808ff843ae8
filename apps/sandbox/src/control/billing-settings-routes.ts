import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { changeBillingSettings, readBillingSettings } from '../billing/settings.ts'
import type { Sandbox } from '../context.ts'

const Settings = z.strictObject({
  retry_days: z.array(z.int().positive().max(60)).max(8).optional(),
  after_last: z.enum(['cancel', 'unpaid', 'past_due']).optional(),
})

/** What an account sets in its dashboard: how failed renewals are tried again, and what becomes of them in the end. */
export function registerBillingSettings(sandbox: Sandbox, http: FastifyInstance): void {
  http.get('/_sandbox/billing', () => readBillingSettings(sandbox.store))

  http.post('/_sandbox/billing', (request) => {
    const { retry_days: days, after_last: afterLast } = Settings.parse(request.body ?? {})
    return changeBillingSettings(sandbox.store, {
      ...(days === undefined ? {} : { retry_days: days }),
      ...(afterLast === undefined ? {} : { after_last: afterLast }),
    })
  })
}
