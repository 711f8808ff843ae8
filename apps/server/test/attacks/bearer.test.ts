import { newId } from '@cashwrap/shared/ids'
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { issueTokenFor, resolveBearer, systemActor } from '../../src/modules/auth/index.ts'
import { COMMANDS } from '../../src/transport/cli/commands.ts'
import { buildServer } from '../../src/transport/http/build-server.ts'
import { readBearerActor } from '../../src/transport/http/read-actor.ts'
import { type House, openHouse } from '../support/house.ts'
import { forge } from '../support/tokens.ts'

const MIA = 'mia@buyers.test'
const NOA = 'noa@buyers.test'
const SECRET = 'a shared secret of more than 32 bytes'
const ISSUER = 'https://id.example/'
let house: House
let app: FastifyInstance
const logged: string[] = []
beforeAll(async () => {
  const env = { JWT_ISSUER: ISSUER, JWT_AUDIENCE: 'shop', JWT_SECRET: SECRET }
  house = await openHouse({ work: false, webhooks: false, env })
  const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) })
  app = await buildServer({ ...house.deps, log }, { readEvent: () => null, isStopping: () => false })
})
afterAll(async () => {
  await app.close()
  await house[Symbol.asyncDispose]()
})

const tokenOf = async (email: string): Promise<string> => {
  const issued = await issueTokenFor(house.deps, systemActor('test'), { email })
  if (!issued.ok) throw new Error('not issued')
  return issued.value.token
}
const outside = (sub: string, more: object = {}): string => {
  const claims = { iss: ISSUER, aud: 'shop', sub, exp: Math.floor(Date.now() / 1000) + 60, ...more }
  return forge({ header: { alg: 'HS256' }, claims, key: Buffer.from(SECRET) })
}
/** A browser that signed in with the link an operator printed. */
const cookieOf = async (email: string): Promise<string> => {
  const print = vi.spyOn(console, 'log').mockReturnValue(undefined)
  await COMMANDS['staff-link']?.run(house.deps, [email])
  const token = String(print.mock.calls[0]?.[0]).split('#token=')[1]
  print.mockRestore()
  const answer = await app.inject({ method: 'POST', url: '/trpc/auth.signInWithLink', payload: { token } })
  const { name, value } = answer.cookies.find((one) => one.name === 'cashwrap') ?? { name: '', value: '' }
  return `${name}=${value}`
}
const me = async (headers: Record<string, string>) => {
  const answer = await app.inject({ url: '/trpc/auth.me', headers })
  return { status: answer.statusCode, email: answer.json().result?.data.account?.email }
}
const mutate = (path: string, headers: Record<string, string>) =>
  app.inject({ method: 'POST', url: `/trpc/${path}`, headers, payload: {} })
const refusal = { message: 'sign-in-required', data: { httpStatus: 401, failure: { kind: 'sign-in-required' } } }

it('a bearer token speaks for its account, and wins over the cookie beside it', async () => {
  const authorization = `Bearer ${await tokenOf(MIA)}`
  const cookie = await cookieOf(NOA)
  expect(await me({})).toEqual({ status: 200, email: undefined })
  expect(await me({ cookie })).toEqual({ status: 200, email: NOA })
  expect(await me({ authorization })).toEqual({ status: 200, email: MIA })
  expect(await me({ authorization, cookie })).toEqual({ status: 200, email: MIA })
})

it('a bad bearer token is refused everywhere and not taken for a visitor, nor for the cookie beside it', async () => {
  const cookie = await cookieOf(NOA)
  for (const authorization of ['Bearer', 'Bearer x', 'bearer a.b.c', `Bearer ${(await tokenOf(MIA)).slice(0, -2)}`]) {
    const headers = { authorization, cookie }
    const query = await app.inject({ url: '/trpc/catalogue.list', headers })
    const mutation = await mutate('auth.signOut', headers)
    const watch = await app.inject({ url: '/trpc/checkout.watch?input={"reference":"x"}', headers })
    for (const answer of [query, mutation]) {
      expect(answer.statusCode).toBe(401)
      expect(answer.json().error).toMatchObject(refusal)
    }
    // A stream is refused in its own words: tRPC answers it with 200 and one event.
    expect(watch.body).toContain('event: serialized-error')
    expect(watch.body).toContain('"httpStatus":401')
    const batch = await app.inject({ url: '/trpc/auth.me,auth.me?batch=1&input={}', headers })
    expect(batch.statusCode).toBe(401)
    expect(batch.json()).toMatchObject([{ error: refusal }, { error: refusal }])
  }
  expect(await me({ cookie })).toEqual({ status: 200, email: NOA })
})

it("another scheme is a proxy's business and leaves the cookie as it is", async () => {
  const cookie = await cookieOf(NOA)
  expect(await me({ cookie, authorization: 'Basic bWlhOm1pYQ==' })).toEqual({ status: 200, email: NOA })
})

it('a signed-in browser gets a token, and a token gets none', async () => {
  const ask = (headers: Record<string, string>) => mutate('auth.issueToken', headers)
  const cookie = await cookieOf(NOA)
  const issued = (await ask({ cookie })).json().result.data
  expect(await me({ authorization: `Bearer ${issued.token}` })).toEqual({ status: 200, email: NOA })
  for (const headers of [
    {},
    { authorization: `Bearer ${issued.token}` },
    { authorization: `Bearer ${issued.token}`, cookie },
    { authorization: `Bearer ${outside('auth0|7')}` },
  ])
    expect((await ask(headers)).json().error).toMatchObject(refusal)
})

it('signing out everywhere by cookie ends the token', async () => {
  const authorization = `Bearer ${await tokenOf(NOA)}`
  const cookie = await cookieOf(NOA)
  expect(await me({ authorization })).toMatchObject({ status: 200 })
  await mutate('auth.signOutEverywhere', { cookie })
  expect(await me({ authorization })).toMatchObject({ status: 401 })
})

it('the readers of requests know cookies from tokens', async () => {
  const read = (authorization?: string) =>
    readBearerActor(house.deps, { id: 'request', headers: { authorization, cookie: 'cashwrap=x' } })
  expect(await read()).toBeNull()
  expect(await read('Bearer x')).toBeNull()
  expect(await read(`Bearer ${outside('auth0|8')}`)).toEqual({
    kind: 'user',
    user: { id: expect.any(String), email: null, roles: ['buyer'], subject: 'auth0|8' },
    visitHash: null,
    name: null,
    requestId: 'request',
  })
})

it('an outside subject takes over what was bought as a guest with the address it verified', async () => {
  const { deps } = house
  const email = 'guest@buyers.test'
  const id = newId(Date.now())
  await deps.db
    .insertInto('grants')
    .values({
      id,
      source_kind: 'manual',
      source_id: id,
      product_id: house.products.course,
      email,
      quantity: 1,
      granted_at: deps.clock.now(),
    })
    .execute()
  const token = outside('auth0|9', { email, email_verified: true })
  const user = await resolveBearer(deps, `Bearer ${token}`, deps.clock.now())
  const grant = await deps.db.selectFrom('grants').select('user_id').where('id', '=', id).executeTakeFirstOrThrow()
  expect(user).toMatchObject({ id: grant.user_id, email })
})

it('the command prints the token alone, which works at once', async () => {
  const print = vi.spyOn(console, 'log').mockReturnValue(undefined)
  const complain = vi.spyOn(console, 'error').mockReturnValue(undefined)
  expect(await COMMANDS['token']?.run(house.deps, ['Printed@Buyers.Test'])).toBe(0)
  expect(await COMMANDS['token']?.run(house.deps, ['nobody'])).toBe(64)
  const printed = print.mock.calls
  print.mockRestore()
  complain.mockRestore()
  expect(printed).toEqual([[expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/)]])
  expect(await me({ authorization: `Bearer ${printed[0]?.[0]}` })).toEqual({
    status: 200,
    email: 'printed@buyers.test',
  })
})

it('nothing of a token is logged', async () => {
  const good = await tokenOf(MIA)
  const bad = `${good.slice(0, -2)}AA`
  for (const token of [good, bad]) await me({ authorization: `Bearer ${token}` })
  expect(logged.join('\n')).toContain('"route":"/trpc/:path"')
  for (const part of good.split('.')) expect(logged.join('\n')).not.toContain(part.slice(0, 30))
})
