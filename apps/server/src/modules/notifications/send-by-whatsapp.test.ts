import { fail, ok } from '@cashwrap/shared/result'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { openSignInHouse, type SignInHouse } from '../../../test/support/sign-in-house.ts'
import { cloneDatabase, type TestDatabase } from '../../../test/support/test-database.ts'
import { transact } from '../../platform/db/transaction.ts'
import { systemActor } from '../auth/index.ts'
import type { WhatsAppFailure, WhatsAppSender, WhatsAppText } from './domain/whatsapp-sender.ts'
import { notify } from './notify.ts'
import { requeueDueNotifications } from './requeue-due.ts'
import { sendNotification } from './send-notification.ts'

const PHONE = '+819012345678'
const worker = systemActor('worker')
let database: TestDatabase
let house: SignInHouse
let sent: WhatsAppText[]
let failures: WhatsAppFailure[]
const whatsapp: WhatsAppSender = {
  async send(message) {
    const failure = failures.shift()
    if (failure) return fail(failure)
    sent.push(message)
    return ok('taken')
  },
}
beforeAll(async () => {
  database = await cloneDatabase()
})
beforeEach(async () => {
  house = await openSignInHouse(database)
  sent = []
  failures = []
})
afterAll(() => database[Symbol.asyncDispose]())

const confirm = () =>
  transact(house.db, (tx) =>
    notify(tx, house.deps, {
      kind: 'booking-confirmed',
      subjectId: 'order-1',
      recipient: PHONE,
      payload: {
        orderNumber: 1001,
        events: [
          { title: 'Workshop', seats: 1, startsAt: '2026-06-20T01:00:00.000Z', timeZone: 'Asia/Tokyo', place: 'Kyoto' },
        ],
      },
      at: house.clock.now(),
    }),
  )
const onlyRow = () => house.db.selectFrom('notifications').selectAll().executeTakeFirstOrThrow()
const send = async (by: WhatsAppSender | null = whatsapp) => {
  const result = await sendNotification({ ...house.deps, whatsapp: by }, worker, {
    notificationId: (await onlyRow()).id,
  })
  return result.ok && result.value
}

it('sends a confirmed booking once, by WhatsApp and not by mail', async () => {
  await confirm()
  await confirm()
  const outcomes = await Promise.all(Array.from({ length: 6 }, () => send()))
  expect(outcomes.toSorted()).toEqual([...Array.from({ length: 5 }, () => 'not-due'), 'sent'])
  expect(sent).toEqual([{ to: PHONE, text: expect.stringContaining('Saturday, 20 June 2026 at 10:00 GMT+9') }])
  expect(house.mailer.mails).toEqual([])
  expect(await onlyRow()).toMatchObject({ state: 'sent', last_error: null })
})

it('tries again while WhatsApp is away, by the plan for mails', async () => {
  await confirm()
  failures.push({ kind: 'unavailable', code: '130429' }, { kind: 'unavailable', code: 'ECONNREFUSED' })
  expect(await send()).toBe('postponed')
  expect(await onlyRow()).toMatchObject({ state: 'pending', last_error: 'WhatsApp unavailable 130429' })
  expect(await send()).toBe('not-due')
  house.clock.advance(30)
  expect(await requeueDueNotifications(house.deps, worker, { limit: 10 })).toMatchObject({ value: { requeued: 1 } })
  expect(await send()).toBe('postponed')
  expect(await onlyRow()).toMatchObject({ last_error: 'WhatsApp unavailable ECONNREFUSED' })
  house.clock.advance(60)
  expect(await send()).toBe('sent')
  expect(sent).toHaveLength(1)
  expect(await onlyRow()).toMatchObject({ state: 'sent', attempts: 3, last_error: null })
})

it('gives up at once on who cannot be reached, keeps the code, and troubles nobody with it', async () => {
  await confirm()
  failures.push({ kind: 'refused', code: '131026' })
  expect(await send()).toBe('given-up')
  expect(await onlyRow()).toMatchObject({
    state: 'failed',
    last_error: 'WhatsApp refused 131026',
    next_attempt_at: null,
    attempts: 1,
  })
  expect(sent).toEqual([])
  house.clock.advance(86_400)
  expect(await requeueDueNotifications(house.deps, worker, { limit: 10 })).toMatchObject({ value: { requeued: 0 } })
  const lines = house.logged.map((line) => JSON.parse(line))
  expect(lines).toEqual([expect.objectContaining({ level: 40, reason: 'WhatsApp refused 131026' })])
})

it('gives up after three days of trying, and says so aloud', async () => {
  await confirm()
  let outcome: unknown = 'postponed'
  while (outcome === 'postponed') {
    failures.push({ kind: 'unavailable', code: '190' })
    house.clock.set((await onlyRow()).next_attempt_at ?? house.clock.now())
    outcome = await send()
  }
  expect(outcome).toBe('given-up')
  expect((await onlyRow()).attempts).toBeGreaterThan(20)
  expect(JSON.parse(house.logged.at(-1) ?? '')).toMatchObject({ level: 50, reason: 'WhatsApp unavailable 190' })
})

it('does not send what was queued before WhatsApp was switched off', async () => {
  await confirm()
  expect(await send(null)).toBe('given-up')
  expect(await onlyRow()).toMatchObject({ state: 'failed', last_error: 'WhatsApp is switched off' })
})

it('writes neither number nor text into the log', async () => {
  await confirm()
  failures.push({ kind: 'unavailable', code: '131000' }, { kind: 'refused', code: '131047' })
  await send()
  house.clock.advance(30)
  await send()
  expect(house.logged).toHaveLength(2)
  expect(house.logged.join()).not.toMatch(/819012345678|Workshop|Kyoto/)
})
