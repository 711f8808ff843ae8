import { hkdfSync } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openSignInHouse, type SignInHouse, visitor } from '../../../test/support/sign-in-house.ts'
import { cloneDatabase, type TestDatabase } from '../../../test/support/test-database.ts'
import { forge, type Parts } from '../../../test/support/tokens.ts'
import { type Actor, systemActor } from './domain/actor.ts'
import { issueToken, issueTokenFor } from './issue-token.ts'
import { resolveBearer } from './resolve-bearer.ts'
import { resolveSession } from './resolve-session.ts'
import { hashSessionToken } from './secrets.ts'
import { signOutEverywhere } from './sign-out-everywhere.ts'

const MIA = 'mia@shop.example'
let database: TestDatabase
let house: SignInHouse
beforeAll(async () => {
  database = await cloneDatabase()
})
beforeEach(async () => {
  house = await openSignInHouse(database)
})
afterAll(() => database[Symbol.asyncDispose]())

const whoIs = (token: string, deps = house.deps) => resolveBearer(deps, `Bearer ${token}`, house.clock.now())
const printed = async (email = MIA): Promise<string> => {
  const issued = await issueTokenFor(house.deps, systemActor('cli'), { email })
  if (!issued.ok) throw new Error('not issued')
  return issued.value.token
}
const signedIn = async (): Promise<{ actor: Actor; sessionHash: Buffer }> => {
  const sessionHash = hashSessionToken((await house.signIn(MIA)).token)
  const user = await resolveSession(house.db, sessionHash, house.clock.now())
  return { actor: { ...visitor, kind: 'user', user }, sessionHash }
}

describe('a token of our own', () => {
  it('speaks for the account that was signed in, for twelve hours', async () => {
    const { actor, sessionHash } = await signedIn()
    const issued = await issueToken(house.deps, actor, { sessionHash })
    expect(issued).toMatchObject({ ok: true, value: { expiresAt: '2026-05-04T21:00:00.000Z' } })
    const token = issued.ok ? issued.value.token : ''
    expect(await whoIs(token)).toEqual({ id: actor.user?.id, email: MIA, roles: ['buyer'], subject: null })
    house.clock.advance(12 * 3600 - 1)
    expect(await whoIs(token)).not.toBeNull()
    house.clock.advance(1)
    expect(await whoIs(token)).toBeNull()
  })

  it('says who, for whom, from when until when, and no more', async () => {
    const token = await printed()
    const { id } = await house.db.selectFrom('users').select('id').executeTakeFirstOrThrow()
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'HS256', typ: 'at+jwt', kid: expect.stringMatching(/^.{8}$/) })
    expect(decodeJwt(token)).toEqual({
      iss: house.deps.config.baseUrl,
      aud: 'cashwrap',
      sub: id,
      iat: house.clock.now().getTime() / 1000,
      exp: house.clock.now().getTime() / 1000 + 12 * 3600,
      gen: 0,
    })
  })

  it('is printed for an address, with an account made for it, and written down without the token', async () => {
    const token = await printed('new@shop.example')
    expect(await whoIs(token)).toMatchObject({ email: 'new@shop.example', roles: ['buyer'] })
    const rows = await house.db.selectFrom('audit_log').selectAll().execute()
    expect(rows).toMatchObject([{ action: 'auth.token-issued', actor_id: 'cli' }])
    expect(JSON.stringify(rows)).not.toContain(token.split('.')[2])
  })

  it('needs a browser that is signed in: neither a visitor nor a token gets one', async () => {
    const { actor } = await signedIn()
    const refusal = { ok: false, failure: { kind: 'sign-in-required' } }
    expect(await issueToken(house.deps, visitor, { sessionHash: Buffer.alloc(32) })).toEqual(refusal)
    expect(await issueToken(house.deps, actor, { sessionHash: null })).toEqual(refusal)
  })

  it('ends by signing out everywhere, those of others do not, and the next one is good', async () => {
    const { actor } = await signedIn()
    const [mine, alsoMine, other] = [await printed(), await printed(), await printed('noa@shop.example')]
    expect(await whoIs(mine)).not.toBeNull()
    await signOutEverywhere(house.deps, actor)
    expect(await Promise.all([mine, alsoMine].map((token) => whoIs(token)))).toEqual([null, null])
    expect(await whoIs(other)).not.toBeNull()
    expect(await whoIs(await printed())).not.toBeNull()
  })

  it('is worth nothing at a server with another secret or another address', async () => {
    const token = await printed()
    const at = (config: object) => ({ ...house.deps, config: { ...house.deps.config, ...config } })
    expect(await whoIs(token, at({ authSecret: 'another-secret-altogether' }))).toBeNull()
    expect(await whoIs(token, at({ baseUrl: 'https://other.example' }))).toBeNull()
  })
})

describe('a forged token of our own', () => {
  const ownKey = () => Buffer.from(hkdfSync('sha256', house.deps.config.authSecret, '', 'cashwrap bearer tokens', 32))
  const good = async (): Promise<Parts> => {
    const token = await printed()
    return { header: { ...decodeProtectedHeader(token) }, claims: { ...decodeJwt(token) }, key: ownKey() }
  }

  it('would be good if it were made with our key, so that what follows fails for its own reason', async () => {
    expect(await whoIs(forge(await good()))).toMatchObject({ email: MIA })
  })

  it.each<[string, (good: Parts) => Parts]>([
    ['by the secret itself', (it) => ({ ...it, key: Buffer.from(house.deps.config.authSecret) })],
    ['by another key under the same kid', (it) => ({ ...it, key: Buffer.alloc(32, 7) })],
    ['by no key', (it) => ({ ...it, header: { ...it.header, alg: 'none' }, key: null })],
    ['with HS512', (it) => ({ ...it, header: { ...it.header, alg: 'HS512' } })],
    ['of another type', (it) => ({ ...it, header: { ...it.header, typ: 'JWT' } })],
    ['without a type', ({ header: { typ: _, ...header }, ...it }) => ({ ...it, header })],
    ['with something critical', (it) => ({ ...it, header: { ...it.header, crit: ['x'], x: 1 } })],
    ['for another audience', (it) => ({ ...it, claims: { ...it.claims, aud: 'shop' } })],
    ['for no audience', ({ claims: { aud: _, ...claims }, ...it }) => ({ ...it, claims })],
    ['without an end', ({ claims: { exp: _, ...claims }, ...it }) => ({ ...it, claims })],
    ['with an end in words', (it) => ({ ...it, claims: { ...it.claims, exp: '9999999999' } })],
    ['that begins later', (it) => ({ ...it, claims: { ...it.claims, nbf: Number(it.claims['iat']) + 60 } })],
    ['of nobody', ({ claims: { sub: _, ...claims }, ...it }) => ({ ...it, claims })],
    ['of no account', (it) => ({ ...it, claims: { ...it.claims, sub: '00000000-0000-7000-8000-000000000000' } })],
    ['of what is no id', (it) => ({ ...it, claims: { ...it.claims, sub: "' or true --" } })],
    ['of several', (it) => ({ ...it, claims: { ...it.claims, sub: [it.claims['sub']] } })],
    ['of another generation', (it) => ({ ...it, claims: { ...it.claims, gen: 1 } })],
    ['of a generation beyond numbers', (it) => ({ ...it, claims: { ...it.claims, gen: 1e30 } })],
    ['of no generation', ({ claims: { gen: _, ...claims }, ...it }) => ({ ...it, claims })],
    ['of an outside issuer', (it) => ({ ...it, claims: { ...it.claims, iss: 'https://id.example/' } })],
    ['of no issuer', ({ claims: { iss: _, ...claims }, ...it }) => ({ ...it, claims })],
  ])('%s is nobody', async (_, change) => {
    expect(await whoIs(forge(change(await good())))).toBeNull()
  })
})
