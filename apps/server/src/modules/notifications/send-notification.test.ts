import { newId, type OrderId } from '@cashwrap/shared/ids'
import { addMinutes, addSeconds } from '@cashwrap/shared/time'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openSignInHouse, readSecrets, type SignInHouse, visitor } from '../../../test/support/sign-in-house.ts'
import { cloneDatabase, type TestDatabase } from '../../../test/support/test-database.ts'
import { transact } from '../../platform/db/transaction.ts'
import { signInWithCode, signInWithLink, systemActor } from '../auth/index.ts'
import type { MessageInput, MessageKind } from './messages.ts'
import { claimNotification } from './notification-store.ts'
import { notify } from './notify.ts'
import { requeueDueNotifications } from './requeue-due.ts'
import { sendNotification } from './send-notification.ts'

let database: TestDatabase
let house: SignInHouse
beforeAll(async () => {
  database = await cloneDatabase()
})
beforeEach(async () => {
  house = await openSignInHouse(database)
})
afterAll(() => database[Symbol.asyncDispose]())

const MIA = 'mia@shop.example'
const worker = systemActor('worker')
const refused = Object.assign(new Error(`550 <${MIA}> try later`), { code: 'EENVELOPE', responseCode: 450 })
const tell = (subjectId: string = newId(0)) =>
  transact(house.db, (tx) =>
    notify(tx, house.deps, {
      kind: 'payment-on-its-way',
      subjectId,
      recipient: MIA,
      payload: { orderNumber: 1001, total: 4999, currency: 'USD' },
      at: house.clock.now(),
    }),
  )
const onlyRow = () => house.db.selectFrom('notifications').selectAll().executeTakeFirstOrThrow()
const send = async () =>
  sendNotification(house.deps, worker, { notificationId: (await onlyRow()).id }).then(
    (result) => result.ok && result.value,
  )
const requeue = async () => {
  const result = await requeueDueNotifications(house.deps, worker, { limit: 100 })
  return result.ok && result.value.requeued
}

describe('notify', () => {
  it('tells of a subject once', async () => {
    expect(await tell('order-1')).toBe(true)
    expect(await tell('order-1')).toBe(false)
    expect(house.jobs).toEqual([{ name: 'send-notification', payload: { notificationId: (await onlyRow()).id } }])
  })

  it('is undone with its transaction', async () => {
    const undone = transact(house.db, async (tx) => {
      await notify(tx, house.deps, { kind: 'sign-in', subjectId: 'x', recipient: MIA, payload: {}, at: new Date(0) })
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect(await house.db.selectFrom('notifications').selectAll().execute()).toEqual([])
  })
})

describe('sendNotification', () => {
  it('sends a mail once under eight workers', async () => {
    await tell()
    const { id } = await onlyRow()
    const other = { ...house.deps, db: house.database.openAnother() }
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, n) => sendNotification(n % 2 ? other : house.deps, worker, { notificationId: id })),
    )
    expect(outcomes.filter((one) => one.ok && one.value === 'sent')).toHaveLength(1)
    expect(outcomes.filter((one) => one.ok && one.value === 'not-due')).toHaveLength(7)
    expect(house.mailer.mails).toHaveLength(1)
    expect(await onlyRow()).toMatchObject({
      state: 'sent',
      attempts: 1,
      sent_at: house.clock.now(),
      next_attempt_at: null,
    })
    expect(await send()).toBe('not-due')
  })

  it('tries again after a mail server that fails, under the same message id', async () => {
    await tell()
    house.mailer.failWith(refused, new Error('connection lost'))
    expect(await send()).toBe('postponed')
    expect(await onlyRow()).toMatchObject({ state: 'pending', last_error: 'Error EENVELOPE 450' })
    expect(await send()).toBe('not-due')
    expect(house.logged.join()).not.toContain(MIA)

    house.clock.advance(29)
    expect(await requeue()).toBe(0)
    house.clock.advance(1)
    expect(await requeue()).toBe(1)
    expect(await send()).toBe('postponed')
    expect((await onlyRow()).next_attempt_at).toEqual(addSeconds(house.clock.now(), 60))
    house.clock.advance(60)
    expect(await send()).toBe('sent')
    expect(await onlyRow()).toMatchObject({ attempts: 3, last_error: null })
    expect(house.mailer.mails.map((mail) => mail.messageId)).toEqual([`<${(await onlyRow()).id}@shop.example>`])
  })

  it('takes up the mail of a worker that was killed while sending', async () => {
    await tell()
    house.jobs.length = 0
    const { id } = await onlyRow()
    const now = house.clock.now()
    await transact(house.db, (tx) => claimNotification(tx, id, now, addMinutes(now, 2)))
    expect(await requeue()).toBe(0)
    house.clock.advance(119)
    expect([await requeue(), await send()]).toEqual([0, 'not-due'])
    house.clock.advance(1)
    expect(await requeue()).toBe(1)
    await house.deliver()
    expect(house.mailer.mails).toHaveLength(1)
  })

  it('makes a lost job again, and no second one for a job on its way', async () => {
    await tell()
    house.jobs.length = 0
    house.clock.advance(119)
    expect(await requeue()).toBe(0)
    house.clock.advance(1)
    expect(await requeue()).toBe(1)
    expect(await requeue()).toBe(0)
    expect(house.jobs).toHaveLength(1)
  })

  it('gives a mail up after three days', async () => {
    await tell()
    const begun = house.clock.now()
    let outcome: unknown = 'postponed'
    while (outcome === 'postponed') {
      house.mailer.failWith(refused)
      house.clock.set((await onlyRow()).next_attempt_at ?? begun)
      outcome = await send()
    }
    expect(outcome).toBe('given-up')
    expect(await onlyRow()).toMatchObject({ state: 'failed', last_error: 'Error EENVELOPE 450', next_attempt_at: null })
    const days = (house.clock.now().getTime() - begun.getTime()) / 86_400_000
    expect(days).toBeGreaterThanOrEqual(3)
    expect(days).toBeLessThan(3.2)
    expect(house.mailer.mails).toEqual([])
    expect(await requeue()).toBe(0)
  })

  it('keeps a row it cannot read instead of losing it', async () => {
    await tell()
    await house.db.updateTable('notifications').set({ payload: '{"orderNumber":"?"}' }).execute()
    expect(await send()).toBe('postponed')
    expect(await onlyRow()).toMatchObject({ state: 'pending', last_error: 'ZodError' })
  })
})

describe('a sign-in mail', () => {
  it('is not sent again once its secrets were used', async () => {
    const { token } = await house.askAndRead(MIA)
    await signInWithLink(house.deps, visitor, { token, previousHash: null })
    await house.db
      .updateTable('notifications')
      .set({ state: 'pending', sent_at: null, next_attempt_at: house.clock.now() })
      .execute()
    expect(await send()).toBe('sent')
    expect(house.mailer.mails).toHaveLength(1)
    expect(await onlyRow()).toMatchObject({ state: 'sent', last_error: null })
  })

  it('gets new secrets when it is tried again, and those of a first one that arrived after all still work', async () => {
    await house.ask(MIA)
    const arrived: string[] = []
    const connectionLost = {
      ...house.deps,
      mailer: {
        send: async (mail: { text: string }) => {
          arrived.push(mail.text)
          throw new Error('connection lost after the mail was taken')
        },
      },
    }
    const { id } = await onlyRow()
    await sendNotification(connectionLost, worker, { notificationId: id })
    house.clock.advance(30)
    expect(await send()).toBe('sent')
    const mail = house.mailer.mails[0]!
    const first = readSecrets({ ...mail, text: arrived[0]! })
    const second = readSecrets(mail)
    expect(first.token).not.toBe(second.token)
    expect((await signInWithLink(house.deps, visitor, { token: first.token, previousHash: null })).ok).toBe(true)
    expect((await signInWithCode(house.deps, visitor, { email: MIA, code: second.code, previousHash: null })).ok).toBe(
      true,
    )
  })

  it('is not sent when it was asked for more than an hour ago', async () => {
    await house.ask(MIA)
    house.clock.advance(3601)
    expect(await send()).toBe('given-up')
    expect(await onlyRow()).toMatchObject({ state: 'failed', last_error: 'asked for too long ago' })
    expect(house.mailer.mails).toEqual([])
  })

  it('carries its token in the fragment alone', async () => {
    const { token } = await house.askAndRead(MIA)
    const { html, text, subject } = house.mailer.mails[0]!
    expect(text).toContain(`https://shop.example/sign-in#token=${token}`)
    expect(html).toContain(`https://shop.example/sign-in#token=${token}`)
    expect(subject).toBe('Sign in to Kendama School')
  })
})

describe('a receipt', () => {
  const buy = () =>
    transact(house.db, (tx) =>
      notify(tx, house.deps, {
        kind: 'receipt',
        subjectId: newId<'order'>(0) satisfies OrderId,
        recipient: MIA,
        payload: {
          orderNumber: 1001,
          placedAt: '2026-05-04T09:00:00Z',
          lines: [{ title: 'Premium Course', quantity: 1, total: 4999 }],
          subtotal: 4999,
          discount: 0,
          couponCode: null,
          tax: 0,
          taxIncluded: false,
          taxLabel: null,
          total: 4999,
          currency: 'USD',
        },
        at: house.clock.now(),
      }),
    )

  it('lets its recipient in, into the library, and does not count as a request', async () => {
    await buy()
    await house.deliver()
    const { token, code } = readSecrets(house.mailer.mails[0]!)
    expect(await signInWithLink(house.deps, visitor, { token, previousHash: null })).toMatchObject({
      ok: true,
      value: { signedIn: { account: { email: MIA }, next: '/library' } },
    })
    expect((await signInWithCode(house.deps, visitor, { email: MIA, code, previousHash: null })).ok).toBe(false)
    for (let n = 0; n < 5; n++) expect((await house.ask(MIA)).ok).toBe(true)
  })

  it('gets secrets good for fifteen minutes from when it is sent at last', async () => {
    await buy()
    house.clock.advance(2 * 86_400)
    await house.deliver()
    house.clock.advance(14 * 60)
    const { code } = readSecrets(house.mailer.mails[0]!)
    expect((await signInWithCode(house.deps, visitor, { email: MIA, code, previousHash: null })).ok).toBe(true)
  })
})

describe('a mail about a subscription', () => {
  const SUBSCRIPTION = '01999d3c-8a00-7abc-8def-0123456789af'
  const PAGE = `/account/subscriptions/${SUBSCRIPTION}`
  const plan = {
    planTitle: 'Practice Room',
    interval: 'month' as const,
    price: { amount: 1200, currency: 'USD' },
    subscriptionId: SUBSCRIPTION,
  }
  const announce = <Kind extends MessageKind>(kind: Kind, payload: MessageInput<Kind>) =>
    transact(house.db, (tx) =>
      notify(tx, house.deps, { kind, subjectId: newId(0), recipient: MIA, payload, at: house.clock.now() }),
    )
  const readLink = () => {
    const link = /^https:\S+$/m.exec(house.mailer.mails[0]?.text ?? '')?.[0]
    if (link === undefined) throw new Error('The mail has no link')
    const { pathname, searchParams, hash } = new URL(link)
    expect(pathname).toBe('/sign-in')
    return { next: searchParams.get('next'), token: hash.replace('#token=', '') }
  }
  const follow = (token: string) => signInWithLink(house.deps, visitor, { token, previousHash: null })

  it('leads whoever has its address, signed in, to the card that was declined', async () => {
    await announce('subscription-payment-failed', {
      plan,
      amount: 1200,
      currency: 'USD',
      attempt: 1,
      nextAttemptAt: null,
      accessEndsAt: null,
      needsAction: false,
    })
    await house.deliver()
    const { token } = readLink()
    expect(await follow(token)).toMatchObject({
      ok: true,
      value: { signedIn: { account: { email: MIA }, next: `${PAGE}?fix=card`, claimedOrders: 1 } },
    })
    expect(await follow(token)).toMatchObject({ ok: false, failure: { reason: 'used' } })
  })

  it('names its page beside the token, for whoever comes too late and signs in anew', async () => {
    await announce('subscription-ended', { plan, reason: 'canceled' })
    await house.deliver()
    const { next, token } = readLink()
    expect(next).toBe(PAGE)
    house.clock.advance(15 * 60)
    expect(await follow(token)).toMatchObject({ ok: false, failure: { reason: 'expired' } })
    const anew = await house.askAndRead(MIA, { next: next ?? '' })
    expect(await follow(anew.token)).toMatchObject({ ok: true, value: { signedIn: { next: PAGE } } })
  })

  it('makes no code that nobody is told', async () => {
    await announce('subscription-doubled', { planTitle: 'Practice Room', isSecondTrial: false })
    await house.deliver()
    expect(readLink().next).toBe('/account/subscriptions')
    const challenges = await house.db.selectFrom('sign_in_challenges').select(['purpose', 'code_hash']).execute()
    expect(challenges).toEqual([{ purpose: 'mail', code_hash: null }])
  })
})
