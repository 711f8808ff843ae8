import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { systemActor } from '../src/modules/auth/index.ts'
import { listPlans } from '../src/modules/catalogue/index.ts'
import { COMMANDS } from '../src/transport/cli/commands.ts'
import { type House, openHouse } from './support/house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse({ work: false, webhooks: false })
})
afterAll(() => house[Symbol.asyncDispose]())

const said: string[] = []
beforeEach(() => {
  said.length = 0
  vi.spyOn(console, 'log').mockImplementation((line) => void said.push(String(line)))
  vi.spyOn(console, 'error').mockImplementation((line) => void said.push(String(line)))
})
afterEach(() => vi.restoreAllMocks())

const run = (name: string, ...words: string[]) => COMMANDS[name]?.run(house.deps, words)
const planOf = async (slug: string) =>
  (await listPlans(house.deps, systemActor('test'), undefined)).value.items.find((plan) => plan.slug === slug)

it('makes a plan, prices, publishes and changes it', async () => {
  expect(
    await run('save-plan', 'quiet-room', '--title', 'Quiet Room', '--trial-days', '7', '--opens', 'course,video'),
  ).toBe(0)
  expect(said.at(-1)).toContain('set-price quiet-room')
  expect(await run('publish', 'quiet-room')).toBe(1)
  expect(await run('set-price', 'quiet-room', '9', 'USD')).toBe(1)
  expect(said.at(-1)).toBe('Quiet Room stays as it is: interval must be month or year, as it is a plan.')
  expect(await run('set-price', 'quiet-room', '9', 'USD', 'month')).toBe(0)
  expect(await run('set-price', 'quiet-room', '90', 'USD', 'year')).toBe(0)
  expect(await run('publish', 'quiet-room')).toBe(0)
  expect(await planOf('quiet-room')).toMatchObject({
    trialDays: 7,
    prices: [{ credits: null }, { credits: null }],
    opens: { products: [{ slug: 'course' }, { slug: 'video' }] },
  })

  expect(await run('save-plan', 'quiet-room', '--credits', 'token', '20', '0')).toBe(0)
  expect(await planOf('quiet-room')).toMatchObject({
    trialDays: 7,
    creditType: 'token',
    prices: [{ credits: 20 }, { credits: null }],
    opens: { products: [{ slug: 'course' }, { slug: 'video' }] },
  })
  expect(await run('save-plan', 'quiet-room', '--credits', '', '--opens', '')).toBe(0)
  expect(await planOf('quiet-room')).toMatchObject({ creditType: null, opens: { products: [] } })
})

it('opens everything of a seller by their plan', async () => {
  expect(await run('save-plan', 'pia-club', '--title', 'Pia Club', '--seller', 'pia', '--opens', 'seller')).toBe(0)
  expect(await run('set-price', 'pia-club', '12', 'USD', 'month')).toBe(0)
  expect(await run('publish', 'pia-club')).toBe(0)
  expect(await planOf('pia-club')).toMatchObject({ opens: { products: [], sellerName: 'Pia' } })
})

it.each([
  ['There is no nowhere: --title makes it.', ['nowhere', '--trial-days', '3']],
  ['There is no such seller.', ['nowhere', '--title', 'N', '--seller', 'nobody']],
  ['trialDays', ['nowhere', '--title', 'N', '--trial-days', 'ten']],
  ['credits must be', ['nowhere', '--title', 'N', '--credits', 'token', '20', 'x']],
])('says what is wrong: %s', async (words, args) => {
  expect(await run('save-plan', ...args)).toBe(1)
  expect(said.at(-1)).toContain(words)
})

it.each([
  [[]],
  [['quiet-room']],
  [['--title', 'No plan']],
  [['quiet-room', '--trial', '3']],
  [['quiet-room', 'extra', '--trial-days', '3']],
  [['quiet-room', '--credits', 'token']],
  [['quiet-room', '--credits', 'token', '20']],
  [['quiet-room', '--credits', 'token', '20', '240', '1']],
])('is misused as %j', async (args) => {
  expect(await run('save-plan', ...args)).toBe(64)
  expect(said.at(-1)).toContain('save-plan needs')
})
