import { createHash } from 'node:crypto'
import pg from 'pg'
import { createContext } from '../../src/app/context.ts'
import type { Deps } from '../../src/app/deps.ts'
import { readConfig } from '../../src/config/config.ts'
import { readEnv } from '../../src/config/env.ts'
import { type Actor, systemActor } from '../../src/modules/auth/index.ts'
import { startCheckout } from '../../src/modules/checkout/index.ts'
import { applyProviderEvent, receiveProviderEvent } from '../../src/modules/provider-events/index.ts'
import { completedEvent } from '../support/completed-event.ts'

/** What a victim is to do, and before which of its steps it dies. */
export type Order =
  | { do: 'start'; visitHash: string; email: string; total: number; currency: string }
  | { do: 'receive'; eventId: string; sessionId: string; orderId: string }
  | { do: 'apply'; eventId: string }

/**
 * A real process that does one thing and kills itself with SIGKILL before its nth step, where a step is a statement to
 * Postgres (BEGIN and COMMIT among them) or a call to Stripe, before and after. It prints how many steps there were when it
 * survives. Nothing in the server knows of this.
 */
async function main(): Promise<void> {
  const order = JSON.parse(process.argv[2] ?? '') as Order
  const diesBefore = Number(process.argv[3])
  const { deps } = await createContext(readConfig(readEnv()))
  let steps = 0
  const step = () => {
    steps += 1
    if (steps === diesBefore) process.kill(process.pid, 'SIGKILL')
  }
  const query = pg.Client.prototype.query as (...args: unknown[]) => unknown
  Object.assign(pg.Client.prototype, {
    query(this: pg.Client, ...args: unknown[]) {
      step()
      return query.apply(this, args)
    },
  })
  await obey(withSteps(deps, step), order)
  console.log(JSON.stringify({ steps }))
  process.exit(0)
}

const withSteps = (deps: Deps, step: () => void): Deps => ({
  ...deps,
  gateway: {
    ...deps.gateway,
    open: async (request) => around(step, () => deps.gateway.open(request)),
    read: async (sessionId) => around(step, () => deps.gateway.read(sessionId)),
  },
})

async function around<T>(step: () => void, call: () => Promise<T>): Promise<T> {
  step()
  const answer = await call()
  step()
  return answer
}

async function obey(deps: Deps, order: Order): Promise<void> {
  switch (order.do) {
    case 'start': {
      const actor: Actor = {
        kind: 'visitor',
        user: null,
        visitHash: Buffer.from(order.visitHash, 'hex'),
        name: null,
        requestId: null,
      }
      const { frontUrl } = deps.config
      await startCheckout(deps, actor, {
        source: 'shop',
        forSite: null,
        buy: 'cart',
        email: order.email,
        country: undefined,
        expectedTotal: { amount: order.total, currency: order.currency },
        buyAgain: false,
        successUrl: `${frontUrl}/checkout/success?session_id={CHECKOUT_SESSION_ID}`,
        cancelUrl: `${frontUrl}/checkout/cancel`,
        idempotency: { scope: 'kill', key: createHash('sha256').update(order.email).digest('hex') },
      })
      return
    }
    case 'receive':
      await receiveProviderEvent(deps, completedEvent(deps, order))
      return
    case 'apply':
      await applyProviderEvent(deps, systemActor('victim'), { eventId: order.eventId })
  }
}

await main()
