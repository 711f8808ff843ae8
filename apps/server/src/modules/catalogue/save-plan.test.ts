import type { ProductId } from '@cashwrap/shared/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertProduct } from '../../../test/support/builders/product.ts'
import { insertSeller } from '../../../test/support/builders/seller.ts'
import { visitor } from '../../../test/support/builders/user.ts'
import { cloneDatabase, fixedClock, recordingEnqueue, type TestDatabase } from '../../../test/support/index.ts'
import { systemActor } from '../auth/index.ts'
import { listPlans, type PlanToSave, publishProduct, replacePrice, savePlan } from './index.ts'

let database: TestDatabase
const clock = fixedClock()
const operator = systemActor('cli')
const { enqueue } = recordingEnqueue()
const deps = () => ({ db: database.db, clock, enqueue, config: { shop: { currency: 'USD' } } })
const save = (plan: PlanToSave) => savePlan(deps(), operator, plan)
const saved = async (plan: PlanToSave) => {
  const outcome = await save(plan)
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.failure))
  return outcome.value
}
const cardOf = async (slug: string) =>
  (await listPlans(deps(), visitor, undefined)).value.items.find((plan) => plan.slug === slug)

async function sell(productId: ProductId) {
  await replacePrice(deps(), operator, { productId, price: { amount: 900, currency: 'USD' }, interval: 'month' })
  await replacePrice(deps(), operator, { productId, price: { amount: 9000, currency: 'USD' }, interval: 'year' })
  return publishProduct(deps(), operator, { productId })
}

beforeAll(async () => {
  database = await cloneDatabase()
  const { db } = database
  const pia = await insertSeller(db, 'pia', 'Pia')
  await insertProduct(db, { slug: 'of-pia', title: 'Of Pia', sellerId: pia })
  await insertProduct(db, { slug: 'of-shop', title: 'Of the shop' })
  await insertProduct(db, { slug: 'workshop', seats: 3 })
  await insertProduct(db, { slug: 'ten-credits', kind: 'credit_package' })
})
afterAll(() => database[Symbol.asyncDispose]())

describe('a plan', () => {
  it('is made as a draft, priced, published and changed', async () => {
    const made = await saved({
      slug: 'practice-room',
      title: 'Practice Room',
      trialDays: 14,
      opens: ['of-shop', 'of-pia'],
      allowance: { creditType: 'token', perMonth: 20, perYear: 240 },
    })
    expect(made).toMatchObject({ title: 'Practice Room', isNew: true })
    expect(await cardOf('practice-room')).toBeUndefined()
    expect((await sell(made.productId)).ok).toBe(true)
    expect(await cardOf('practice-room')).toMatchObject({
      title: 'Practice Room',
      trialDays: 14,
      creditType: 'token',
      prices: [{ credits: 20 }, { credits: 240 }],
      opens: { products: [{ slug: 'of-shop' }, { slug: 'of-pia' }], sellerName: null },
    })

    expect(await saved({ slug: 'practice-room', trialDays: 0 })).toEqual({ ...made, isNew: false })
    expect(await saved({ slug: 'practice-room', title: 'The Room', opens: ['of-pia'] })).toMatchObject({
      title: 'The Room',
    })
    await saved({ slug: 'practice-room', allowance: { creditType: 'token', perMonth: 30, perYear: null } })
    expect(await cardOf('practice-room')).toMatchObject({
      title: 'The Room',
      trialDays: 0,
      prices: [{ credits: 30 }, { credits: null }],
      opens: { products: [{ slug: 'of-pia' }] },
    })
    await saved({ slug: 'practice-room', opens: [], allowance: null })
    expect(await cardOf('practice-room')).toMatchObject({
      creditType: null,
      prices: [{ credits: null }, { credits: null }],
      opens: { products: [], sellerName: null },
    })
    const audit = await database.db
      .selectFrom('audit_log')
      .select(['actor_id', 'facts'])
      .where('subject_id', '=', made.productId)
      .where('action', '=', 'plan.saved')
      .execute()
    expect(audit).toHaveLength(5)
    expect(audit).toContainEqual({
      actor_id: 'cli',
      facts: expect.objectContaining({ slug: 'practice-room', trialDays: 14, creditsPerYear: 240 }),
    })
  })

  it('of a seller opens what is theirs, or all of it', async () => {
    const made = await saved({ slug: 'pia-club', title: 'Pia Club', seller: 'pia', opens: 'seller' })
    await sell(made.productId)
    expect(await cardOf('pia-club')).toMatchObject({
      seller: { slug: 'pia' },
      opens: { products: [], sellerName: 'Pia' },
    })
    await saved({ slug: 'pia-club', opens: ['of-pia'] })
    expect(await cardOf('pia-club')).toMatchObject({ opens: { products: [{ slug: 'of-pia' }], sellerName: null } })
    expect(await save({ slug: 'pia-club', opens: ['of-pia', 'of-shop'] })).toMatchObject({
      failure: { fields: [{ path: 'opens', message: expect.stringContaining('of-shop') }] },
    })
    expect(await cardOf('pia-club')).toMatchObject({ opens: { products: [{ slug: 'of-pia' }] } })
  })

  it('is for who runs the shop to save', async () => {
    expect(await savePlan(deps(), visitor, { slug: 'mine', title: 'Mine' })).toMatchObject({
      failure: { kind: 'not-allowed' },
    })
  })

  it.each<[string, PlanToSave, string]>([
    ['another product', { slug: 'of-shop', trialDays: 1 }, 'slug'],
    ['an address that is none', { slug: 'No Slug', title: 'No' }, 'slug'],
    ['a blank title', { slug: 'refused', title: ' ' }, 'title'],
    ['a trial without end', { slug: 'refused', title: 'R', trialDays: 731 }, 'trialDays'],
    ['half a day', { slug: 'refused', title: 'R', trialDays: 0.5 }, 'trialDays'],
    ['no number', { slug: 'refused', title: 'R', trialDays: Number.NaN }, 'trialDays'],
    ['everything of the shop', { slug: 'refused', title: 'R', opens: 'seller' }, 'opens'],
    ['what is not there', { slug: 'refused', title: 'R', opens: ['nothing', 'a\0'] }, 'opens'],
    ['a seat', { slug: 'refused', title: 'R', opens: ['workshop'] }, 'opens'],
    ['credits as a product', { slug: 'refused', title: 'R', opens: ['ten-credits'] }, 'opens'],
    ['a plan', { slug: 'refused', title: 'R', opens: ['pia-club'] }, 'opens'],
    ['another seller', { slug: 'pia-club', seller: 'pia' }, 'seller'],
    [
      'credits of no type',
      { slug: 'refused', title: 'R', allowance: { creditType: 'No', perMonth: 1, perYear: 1 } },
      'creditType',
    ],
    [
      'no credits',
      { slug: 'refused', title: 'R', allowance: { creditType: 'token', perMonth: null, perYear: null } },
      'credits',
    ],
    [
      'less than none',
      { slug: 'refused', title: 'R', allowance: { creditType: 'token', perMonth: -1, perYear: 1 } },
      'credits',
    ],
  ])('is refused: %s', async (_, plan, path) => {
    expect(await save(plan)).toMatchObject({ ok: false, failure: { kind: 'invalid-input' } })
    expect(await save(plan)).toHaveProperty('failure.fields.0.path', path)
    const row = await database.db.selectFrom('products').select('id').where('slug', '=', 'refused').executeTakeFirst()
    expect(row).toBeUndefined()
  })

  it('that is not there is made by its title alone, for a seller who is', async () => {
    expect(await save({ slug: 'nowhere', trialDays: 3 })).toEqual({
      ok: false,
      failure: { kind: 'not-found', what: 'plan' },
    })
    expect(await save({ slug: 'nowhere', title: 'N', seller: 'nobody' })).toEqual({
      ok: false,
      failure: { kind: 'not-found', what: 'seller' },
    })
  })
})

describe('the price of a plan', () => {
  it('is by the month or year and above zero, and no other product has such a one', async () => {
    const { productId } = await saved({ slug: 'priced', title: 'Priced' })
    const other = await insertProduct(database.db)
    const refused = (path: string) => ({ ok: false, failure: { kind: 'invalid-input', fields: [{ path }] } })
    const price = { amount: 100, currency: 'USD' }
    const set = (input: Parameters<typeof replacePrice>[2]) => replacePrice(deps(), operator, input)
    expect(await set({ productId, price })).toMatchObject(refused('interval'))
    expect(await set({ productId: other, price, interval: 'month' })).toMatchObject(refused('interval'))
    expect(await set({ productId, price: { ...price, amount: 0 }, interval: 'month' })).toMatchObject(
      refused('price.amount'),
    )
    expect(await set({ productId, price, interval: 'month' })).toMatchObject({ ok: true })
  })
})
