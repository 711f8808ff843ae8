import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Sandbox } from '../context.ts'

const Advance = z.strictObject({
  seconds: z
    .int()
    .positive()
    .max(400 * 86_400),
})

/** Sandbox time. It runs with the wall clock and can be put forward, never back. */
export function registerClock(sandbox: Sandbox, http: FastifyInstance): void {
  const read = () => ({ offset_seconds: sandbox.clock.offsetSeconds(), now: sandbox.clock.now() })

  http.get('/_sandbox/clock', read)

  http.post('/_sandbox/clock/advance', (request) => {
    sandbox.clock.advance(Advance.parse(request.body).seconds)
    sandbox.timers.refresh()
    sandbox.timers.runDue()
    sandbox.deliveries.wake()
    return read()
  })
}
