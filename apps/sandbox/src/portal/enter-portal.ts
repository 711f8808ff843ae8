import { onClockOfCustomer } from '../billing/on-clock.ts'
import { type Call, onBehalfOf, runInternally, type Sandbox } from '../context.ts'
import { type OpenPortal, openPortal } from './sessions.ts'

export type Portal = OpenPortal & { call: Call }

/**
 * Does something in the portal that a token opens: in its account, in its customer's time, and with what is due by now
 * already done. Undefined when the token opens nothing.
 */
export function enterPortal<T>(sandbox: Sandbox, token: string, work: (portal: Portal) => T): T | undefined {
  sandbox.timers.runDue()
  return runInternally(sandbox, (internal) => {
    const opened = openPortal(internal, token)
    if (!opened) return undefined
    const call = onBehalfOf(internal, 'billing_portal.session', opened.session.id)
    return onClockOfCustomer(call, opened.customer.id, () => work({ ...opened, call }))
  })
}
