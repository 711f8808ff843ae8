import { newId, type SubscriptionId, type SubscriptionInvoiceId } from '@cashwrap/shared/ids'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { insertUser } from '../../../test/support/builders/user.ts'
import { cloneDatabase, fixedClock, recordingEnqueue, type TestDatabase } from '../../../test/support/index.ts'
import { transact } from '../../platform/db/transaction.ts'
import { type Actor, systemActor } from '../auth/index.ts'
import { ensureUserAccount } from './account-store.ts'
import { adjustCredits } from './adjust-credits.ts'
import { showBalances, showStatement, spendOwnCredits } from './own-credits.ts'
import { type Allowance, endAllowance, setAllowance } from './set-allowance.ts'

let database: TestDatabase
const clock = fixedClock()
const { enqueue } = recordingEnqueue()
const deps = () => ({ db: database.db, clock, enqueue })
const SMALL: Allowance = { creditType: 'lesson', credits: 20 }
const LARGE: Allowance = { creditType: 'lesson', credits: 60 }

type Signed = Awaited<ReturnType<typeof insertUser>>

beforeAll(async () => {
  database = await cloneDatabase()
})
afterAll(() => database[Symbol.asyncDispose]())

/** Somebody who bought ten credits. */
async function buyer(email: string): Promise<Signed> {
  const user = await insertUser(database.db, email)
  await transact(database.db, (tx) => ensureUserAccount(tx, user.user.id, clock.now()))
  const given = await adjustCredits(deps(), systemActor('test'), {
    whose: { email },
    creditType: 'lesson',
    bucket: 'bought',
    credits: 10,
    note: 'bought',
    key: newId(clock.now().getTime()),
  })
  if (!given.ok) throw new Error(given.failure.kind)
  return user
}

/** An invoice is paid: the period that it is for begins. */
async function pay(
  { user }: Signed,
  terms: { last: Allowance | null; next: Allowance | null },
  invoiceId: SubscriptionInvoiceId = newId(clock.now().getTime()),
): Promise<SubscriptionInvoiceId> {
  clock.advance(60)
  const at = clock.now()
  await transact(database.db, (tx) =>
    setAllowance(tx, deps(), { userId: user.id, invoiceId, orderId: null, ...terms, at }),
  )
  return invoiceId
}

async function end({ user }: Signed, last: Allowance): Promise<void> {
  clock.advance(60)
  const subscriptionId: SubscriptionId = newId(clock.now().getTime())
  const at = clock.now()
  await transact(database.db, (tx) => endAllowance(tx, deps(), { userId: user.id, subscriptionId, last, at }))
}

async function spend(actor: Actor, amount: number): Promise<void> {
  clock.advance(60)
  const key = newId(clock.now().getTime())
  const spent = await spendOwnCredits(deps(), actor, { creditType: 'lesson', amount, key })
  if (!spent.ok) throw new Error(spent.failure.kind)
}

async function held(actor: Actor) {
  const balances = await showBalances(deps(), actor, undefined)
  if (!balances.ok) throw new Error(balances.failure.kind)
  const { plan, bought } = balances.value.find(({ creditType }) => creditType === 'lesson') ?? { plan: 0, bought: 0 }
  return { plan, bought }
}

async function ledger(actor: Actor): Promise<[string, number][]> {
  const page = await showStatement(deps(), actor, { creditType: 'lesson', limit: 100 })
  if (!page.ok) throw new Error(page.failure.kind)
  return page.value.items.map((entry) => [entry.kind, entry.change])
}

it('keeps what was bought apart: the allowance is spent first, expires alone, and a new period never touches the rest', async () => {
  const ann = await buyer('ann@example.com')
  await pay(ann, { last: null, next: SMALL })
  await spend(ann, 5)
  expect(await held(ann)).toEqual({ plan: 15, bought: 10 })
  await pay(ann, { last: SMALL, next: SMALL })
  expect(await held(ann)).toEqual({ plan: 20, bought: 10 })
  await spend(ann, 24)
  expect(await held(ann)).toEqual({ plan: 0, bought: 6 })
  await pay(ann, { last: SMALL, next: LARGE })
  await end(ann, LARGE)
  expect(await held(ann)).toEqual({ plan: 0, bought: 6 })
  expect((await ledger(ann)).reverse()).toEqual([
    ['grant', 10],
    ['allowance', 20],
    ['spend', -5],
    ['expiry', -15],
    ['allowance', 20],
    ['spend', -24],
    ['allowance', 60],
    ['expiry', -60],
  ])
})

it('is set once by an invoice, however often and at once it is heard of', async () => {
  const bob = await buyer('bob@example.com')
  const invoiceId = await pay(bob, { last: null, next: SMALL })
  await spend(bob, 3)
  await Promise.all([1, 2, 3].map(() => pay(bob, { last: SMALL, next: SMALL }, invoiceId)))
  expect(await held(bob)).toEqual({ plan: 17, bought: 10 })
})

it('takes no more of an old allowance than it was, so that what another plan gave stays', async () => {
  const kim = await buyer('kim@example.com')
  await pay(kim, { last: null, next: SMALL })
  await pay(kim, { last: null, next: LARGE })
  expect(await held(kim)).toEqual({ plan: 80, bought: 10 })
  await end(kim, SMALL)
  expect(await held(kim)).toEqual({ plan: 60, bought: 10 })
})
