import type { FastifyInstance } from 'fastify'
import type { Sandbox } from '../context.ts'

/** The control API under /_sandbox/: what is not Stripe's. */
export async function registerControl(sandbox: Sandbox, http: FastifyInstance): Promise<void> {
  http.get('/_sandbox/clock', () => ({
    offset_seconds: sandbox.clock.offsetSeconds(),
    now: sandbox.clock.now(),
  }))
}
