import type Stripe from 'stripe'
import { z } from 'zod'
import { deleteCustomersOf } from '../billing/delete-test-clock.ts'
import { emit } from '../webhooks/emit.ts'
import { type Endpoint, endpoint, pathId } from '../wire/endpoint.ts'
import { invalidParameter, invalidRequest } from '../wire/errors.ts'
import { findByPath } from '../wire/find.ts'
import { ids } from '../wire/ids.ts'
import { answerList } from '../wire/pagination.ts'
import * as params from '../wire/params.ts'

const KEPT_SECONDS = 30 * 24 * 3600
const LARGEST_STEP_SECONDS = 2 * 366 * 24 * 3600

const CreateClock = z.strictObject({
  customer: params.notEmulated(),
  expand: params.expand(),
  frozen_time: params.integer({ min: 0 }),
  name: params.text(300).optional(),
})

const ExpandOnly = z.strictObject({ expand: params.expand() })

/**
 * A test clock stands still until it is advanced; what falls due on the way happens a moment later, in order, and then it
 * is ready again.
 */
export const testClockEndpoints: readonly Endpoint[] = [
  endpoint('POST', '/v1/test_helpers/test_clocks', CreateClock, (call, given) => {
    const now = call.sandbox.clock.now()
    const clock: Stripe.TestHelpers.TestClock = {
      id: ids.testClock(),
      object: 'test_helpers.test_clock',
      created: now,
      deletes_after: now + KEPT_SECONDS,
      frozen_time: given.frozen_time,
      livemode: false,
      name: given.name ?? null,
      status: 'ready',
      status_details: {},
    }
    call.store.put('test_helpers.test_clock', clock, call.account)
    emit(call, 'test_helpers.test_clock.created', clock)
    return clock
  }),

  endpoint('GET', '/v1/test_helpers/test_clocks/:id', ExpandOnly, (call, _given, path) =>
    findByPath(call, 'test_helpers.test_clock', 'test clock', pathId(path)),
  ),

  endpoint(
    'POST',
    '/v1/test_helpers/test_clocks/:id/advance',
    z.strictObject({ expand: params.expand(), frozen_time: params.integer({ min: 0 }) }),
    (call, given, path) => {
      const clock = findByPath(call, 'test_helpers.test_clock', 'test clock', pathId(path))
      if (clock.status !== 'ready') {
        throw invalidRequest(`Test clock is currently ${clock.status}. Wait until it is ready before advancing it.`)
      }
      if (given.frozen_time <= clock.frozen_time) {
        throw invalidParameter('The new frozen time must be after the current frozen time.', 'frozen_time')
      }
      if (given.frozen_time - clock.frozen_time > LARGEST_STEP_SECONDS) {
        throw invalidParameter('You cannot advance a test clock by more than two years at once.', 'frozen_time')
      }
      const advancing = call.store.put('test_helpers.test_clock', {
        ...clock,
        frozen_time: given.frozen_time,
        status: 'advancing',
        status_details: { advancing: { target_frozen_time: given.frozen_time } },
      })
      emit(call, 'test_helpers.test_clock.advancing', advancing)
      call.sandbox.timers.set('release_test_clock', clock.id, call.sandbox.clock.now() + 1)
      return advancing
    },
  ),

  endpoint('DELETE', '/v1/test_helpers/test_clocks/:id', ExpandOnly, (call, _given, path) => {
    const clock = findByPath(call, 'test_helpers.test_clock', 'test clock', pathId(path))
    deleteCustomersOf(call, clock.id)
    call.sandbox.timers.clear('release_test_clock', clock.id)
    call.store.remove('test_helpers.test_clock', clock.id)
    emit(call, 'test_helpers.test_clock.deleted', clock)
    return { id: clock.id, object: 'test_helpers.test_clock', deleted: true }
  }),

  endpoint('GET', '/v1/test_helpers/test_clocks', z.strictObject(params.paging), (call, given) =>
    answerList(call, 'test_helpers.test_clock', '/v1/test_helpers/test_clocks', given),
  ),
]
