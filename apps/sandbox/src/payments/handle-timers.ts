import { handleBillingTimers } from '../billing/handle-billing-timers.ts'
import { runInternally, type Sandbox } from '../context.ts'
import { emit } from '../webhooks/emit.ts'
import { expireSession } from './expire-session.ts'
import { settleIntent } from './settle-intent.ts'
import { settleRefund } from './settle-refund.ts'
import { settleSession } from './settle-session.ts'

/** Tells the timers what to do when something falls due. */
export function handleTimers(sandbox: Sandbox): void {
  handleBillingTimers(sandbox)
  sandbox.timers.handle('expire_session', (sessionId) => {
    runInternally(sandbox, (call) => expireSession(call, sessionId))
  })
  sandbox.timers.handle('settle_session', (sessionId) => {
    runInternally(sandbox, (call) => settleSession(call, sessionId))
  })
  sandbox.timers.handle('settle_intent', (intentId) => {
    runInternally(sandbox, (call) => settleIntent(call, intentId))
  })
  sandbox.timers.handle('settle_refund', (refundId) => {
    runInternally(sandbox, (call) => settleRefund(call, refundId))
  })
  sandbox.timers.handle('release_test_clock', (clockId) => {
    runInternally(sandbox, (call) => {
      const clock = call.store.get('test_helpers.test_clock', clockId)
      if (!clock) return
      call.sandbox.timers.runTestClock(clockId, clock.frozen_time)
      const ready = { ...clock, status: 'ready', status_details: {} }
      emit(call, 'test_helpers.test_clock.ready', call.store.put('test_helpers.test_clock', ready))
    })
  })
}
