import { afterEach, expect, it, vi } from 'vitest'
import {
  clientHash,
  openSignInHouse,
  readSecrets,
  type SignInHouse,
  visitor,
} from '../../../test/support/sign-in-house.ts'
import { cloneDatabase } from '../../../test/support/test-database.ts'
import { requestSignIn } from '../../modules/auth/index.ts'
import { announceSignInBy } from '../../modules/notifications/index.ts'
import { openQueue, type Queue } from '../../platform/queue/queue.ts'
import { sendNotificationJob } from './send-notification.job.ts'

let house: SignInHouse
let queue: Queue
afterEach(async () => {
  await queue.stop()
  await house.database[Symbol.asyncDispose]()
})

it('sends what a request put into the queue, once the request is committed', async () => {
  house = await openSignInHouse(await cloneDatabase())
  queue = await openQueue(house.database.url, (error) => {
    throw error
  })
  await queue.work(
    {
      'send-notification': sendNotificationJob(house.deps),
      'apply-provider-event': async () => {},
      'change-cart': async () => {},
      'deliver-webhook': async () => {},
      'observe-refunds': async () => {},
      'send-refund': async () => {},
      'settle-subscription': async () => {},
      'send-transfer': async () => {},
    },
    1,
  )

  const announce = announceSignInBy({ enqueue: queue.enqueue })
  const input = { email: 'mia@shop.example', clientHash: clientHash() }
  const undone = requestSignIn(
    {
      ...house.deps,
      announceSignIn: async (tx, request) => {
        await announce(tx, request)
        throw new Error('undone')
      },
    },
    visitor,
    input,
  )
  await expect(undone).rejects.toThrow('undone')
  await requestSignIn({ ...house.deps, announceSignIn: announce }, visitor, input)

  await vi.waitFor(() => expect(house.mailer.mails).toHaveLength(1), { timeout: 15_000 })
  expect(readSecrets(house.mailer.mails[0]!).code).toMatch(/^\d{6}$/)
})
