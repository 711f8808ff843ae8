import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { systemActor } from '../../src/modules/auth/index.ts'
import { rotateSecret } from '../../src/modules/webhooks-out/index.ts'
import { openSecretBox } from '../../src/platform/secret-box.ts'
import { cloneDatabase, type TestDatabase } from '../support/test-database.ts'
import { openWebhookHouse, refunded, type WebhookHouse } from '../support/webhook-house.ts'
import { openReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts'

const operator = systemActor('test')
let database: TestDatabase
let house: WebhookHouse
let receiver: WebhookReceiver
beforeAll(async () => {
  database = await cloneDatabase()
})
afterAll(() => database[Symbol.asyncDispose]())
beforeEach(async () => {
  house = openWebhookHouse(database)
  receiver = await openReceiver()
})
afterEach(() => receiver[Symbol.asyncDispose]())

it('where the key is lost, a new secret has the endpoint told again at once', async () => {
  const { id: endpointId } = await house.register({ url: receiver.url })
  const keyless = { ...house.deps, secretBox: openSecretBox([Buffer.alloc(32, 9)]) }
  expect((await rotateSecret(keyless, operator, { side: 'shop', endpointId })).ok).toBe(true)
  await house.publish(refunded(house.clock, 'order a', 1))
  await house.work(keyless)
  expect(receiver.heard).toHaveLength(1)
})
