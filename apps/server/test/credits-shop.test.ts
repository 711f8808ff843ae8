import { randomUUID } from 'node:crypto'
import type { Cart } from '@cashwrap/shared/contracts/cart'
import type { CreditBalance, CreditEntryPage, SpentCredits } from '@cashwrap/shared/contracts/credits'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../src/modules/auth/index.ts'
import { receiveProviderEvent } from '../src/modules/provider-events/index.ts'
import { examine } from '../src/modules/reconciliation/index.ts'
import { completedEvent } from './support/completed-event.ts'
import { type House, openHouse } from './support/house.ts'
import { Shopper } from './support/shopper.ts'
import type { Slug } from './support/stock.ts'
import { until } from './support/until.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house[Symbol.asyncDispose]())

/** By the code in the newest mail. */
async function signIn(shopper: Shopper): Promise<Shopper> {
  const codes = async () =>
    (await house.sandbox.mail(shopper.email)).flatMap((mail) => /^ {4}(\d{6})$/m.exec(mail.text)?.[1] ?? [])
  const before = (await codes()).length
  await shopper.mutate('auth.requestSignIn', { email: shopper.email })
  const code = await until('the code comes', async () => {
    const all = await codes()
    return all.length > before && all[0]
  })
  const signedIn = await shopper.mutate('auth.signInWithCode', { email: shopper.email, code })
  if (!signedIn.ok) throw new Error(signedIn.failure.kind)
  return shopper
}

const signedIn = () => signIn(new Shopper(house.url))

/** Buys so many of it, and waits until it is paid. */
async function buy(shopper: Shopper, slug: Slug, quantity = 1) {
  await put(shopper, slug, quantity)
  const { orderId, sessionId } = await shopper.startPayable()
  await house.sandbox.pay(sessionId)
  await until('it is paid', async () => (await shopper.status(sessionId)).stage === 'paid')
  return { orderId, sessionId }
}

async function put(shopper: Shopper, slug: Slug, quantity: number): Promise<void> {
  const cart = await shopper.mutate<Cart>('cart.add', { productId: house.products[slug], quantity })
  if (!cart.ok) throw new Error(cart.failure.kind)
}

async function balances(shopper: Shopper): Promise<CreditBalance[]> {
  const answer = await shopper.query<CreditBalance[]>('credits.balances')
  if (!answer.ok) throw new Error(answer.failure.kind)
  return answer.value
}

async function statement(shopper: Shopper, input: object = {}): Promise<CreditEntryPage> {
  const answer = await shopper.query<CreditEntryPage>('credits.statement', input)
  if (!answer.ok) throw new Error(answer.failure.kind)
  return answer.value
}

const NOTHING = { promotion: 0, plan: 0, bought: 0, owed: 0 }
const bought = (creditType: string, credits: number): CreditBalance => ({
  ...NOTHING,
  creditType,
  bought: credits,
  total: credits,
})

describe('a package bought in the shop', () => {
  it('adds its credits for every unit, once however often it is told that it is paid', async () => {
    const shopper = await signedIn()
    const { orderId, sessionId } = await buy(shopper, 'articles', 2)
    expect(await balances(shopper)).toEqual([bought('article', 20)])

    const own = completedEvent(house.deps, { eventId: `evt_${randomUUID()}`, sessionId, orderId })
    await receiveProviderEvent(house.deps, own)
    const told = await until('the webhook is sent', async () => {
      const events = await house.sandbox.events()
      return events.find((event) => event.about === sessionId && event.type === 'checkout.session.completed')
    })
    await Promise.all([
      ...Array.from({ length: 4 }, () => house.sandbox.resend(told.id)),
      ...Array.from({ length: 4 }, () => house.sandbox.twin(told.id)),
      ...Array.from({ length: 4 }, () => shopper.settle(sessionId)),
    ])
    await until('the original, its four twins and our own are applied', async () => {
      const rows = await house.deps.db
        .selectFrom('stripe_events')
        .select('state')
        .where('object_id', '=', sessionId)
        .where('type', '=', 'checkout.session.completed')
        .execute()
      return rows.length === 6 && rows.every((row) => row.state === 'done')
    })

    expect(await balances(shopper)).toEqual([bought('article', 20)])
    const { items } = await statement(shopper)
    expect(items).toEqual([
      expect.objectContaining({
        creditType: 'article',
        kind: 'purchase',
        change: 20,
        bought: 20,
        balance: 20,
        orderId,
      }),
    ])
    expect(items[0]?.orderNumber).toBeGreaterThan(0)
    expect(await examine(house.deps, systemActor('test'), undefined)).toMatchObject({
      ok: true,
      value: { findings: [] },
    })
  })

  it('waits for a guest until they prove their address, and comes once however often they do', async () => {
    const guest = new Shopper(house.url)
    await buy(guest, 'images', 3)
    expect(await guest.query('credits.balances')).toMatchObject({ ok: false, failure: { kind: 'sign-in-required' } })
    const unclaimed = await house.deps.db
      .selectFrom('credit_entries')
      .select('id')
      .where('credit_type', '=', 'image')
      .execute()
    expect(unclaimed).toEqual([])

    await signIn(guest)
    expect(await balances(guest)).toEqual([bought('image', 60)])
    const elsewhere = await signIn(new Shopper(house.url, guest.email))
    expect(await balances(elsewhere)).toEqual([bought('image', 60)])
    expect((await statement(elsewhere)).items).toHaveLength(1)
  })

  it('belongs to nobody else: their balance and statement are empty', async () => {
    const [mine, theirs] = [await signedIn(), await signedIn()]
    await buy(mine, 'articles')
    expect(await balances(theirs)).toEqual([])
    expect(await statement(theirs)).toEqual({ items: [], nextCursor: null })
    const visitor = new Shopper(house.url)
    for (const path of ['credits.balances', 'credits.statement'])
      expect(await visitor.query(path, path.endsWith('statement') ? {} : undefined)).toMatchObject({
        ok: false,
        failure: { kind: 'sign-in-required' },
      })
  })
})

describe('spending', () => {
  const use = (shopper: Shopper, amount: number, key: string, note?: string) =>
    shopper.mutate<SpentCredits>('credits.spend', { creditType: 'article', amount, key, ...(note && { note }) })

  it('takes once for a key, though it is asked eight times at once and again', async () => {
    const shopper = await signedIn()
    await buy(shopper, 'articles')
    const answers = await Promise.all(Array.from({ length: 8 }, () => use(shopper, 4, 'text-1')))
    const ids = new Set(answers.map((answer) => (answer.ok ? answer.value.entryId : answer.failure.kind)))
    expect(ids.size).toBe(1)
    const again = await use(shopper, 4, 'text-1')
    expect(again).toMatchObject({ ok: true, value: { balances: [bought('article', 6)] } })
    expect([...ids]).toEqual([again.ok && again.value.entryId])
    expect(await use(shopper, 3, 'text-1')).toMatchObject({ ok: false, failure: { kind: 'idempotency-key-reused' } })
    expect(await use(shopper, 7, 'text-2')).toMatchObject({
      ok: false,
      failure: { kind: 'not-enough-credits', creditType: 'article', balance: 6 },
    })
    expect(await balances(shopper)).toEqual([bought('article', 6)])
  })

  it('has a key of one person mean nothing for another', async () => {
    const [mine, theirs] = [await signedIn(), await signedIn()]
    for (const shopper of [mine, theirs]) await buy(shopper, 'articles')
    for (const shopper of [mine, theirs]) expect((await use(shopper, 1, 'same')).ok).toBe(true)
    expect([await balances(mine), await balances(theirs)]).toEqual([[bought('article', 9)], [bought('article', 9)]])
  })

  it('shows in the statement: pages, newest first, by type and by kind, the same as the spreadsheet', async () => {
    const shopper = await signedIn()
    await buy(shopper, 'articles')
    await buy(shopper, 'tokens', 5)
    for (const [index, note] of ['one', 'two', '=three'].entries()) await use(shopper, 1, `use-${index}`, note)

    const seen: CreditEntryPage['items'] = []
    let cursor: string | undefined
    let pages = 0
    do {
      const page = await statement(shopper, { limit: 2, ...(cursor && { cursor }) })
      seen.push(...page.items)
      cursor = page.nextCursor ?? undefined
      pages += 1
    } while (cursor !== undefined)
    expect(pages).toBe(3)
    const short = (items: CreditEntryPage['items']) =>
      items.map((entry) => `${entry.kind} ${entry.change} ${entry.creditType} ${entry.balance} ${entry.note ?? ''}`)
    expect(short(seen)).toEqual([
      'spend -1 article 7 =three',
      'spend -1 article 8 two',
      'spend -1 article 9 one',
      'purchase 5 token 5 ',
      'purchase 10 article 10 ',
    ])
    expect(short((await statement(shopper, { kind: 'purchase' })).items)).toEqual(short(seen.slice(3)))
    expect(short((await statement(shopper, { creditType: 'token' })).items)).toEqual(short(seen.slice(3, 4)))
    expect(short((await statement(shopper, { creditType: 'article', kind: 'purchase', limit: 1 })).items)).toEqual(
      short(seen.slice(4)),
    )

    const table = await shopper.download('/api/credits/statement.csv?type=article')
    const cells = table
      .trimEnd()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(','))
    expect(cells.map((line) => [line[2], line[3], line[8], line[10]])).toEqual([
      ['spend', '-1', '7', "'=three"],
      ['spend', '-1', '8', 'two'],
      ['spend', '-1', '9', 'one'],
      ['purchase', '10', '10', ''],
    ])
    expect(cells[3]?.[9]).toBe(String(seen[4]?.orderNumber))
  })
})
