import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openSignInHouse, type SignInHouse } from '../../../test/support/sign-in-house.ts'
import { cloneDatabase, type TestDatabase } from '../../../test/support/test-database.ts'
import { forge } from '../../../test/support/tokens.ts'
import { until } from '../../../test/support/until.ts'
import { outsideIssuer } from '../../gateways/token-issuer/outside-issuer.ts'
import { resolveBearer } from './resolve-bearer.ts'
import { addRoles } from './user-store.ts'

const ISSUER = 'https://id.example/'
const SECRET = 'a shared secret of more than 32 bytes'
const MIA = 'mia@shop.example'
let database: TestDatabase
let house: SignInHouse
let issuer: ReturnType<typeof outsideIssuer>
beforeAll(async () => {
  database = await cloneDatabase()
})
beforeEach(async () => {
  house = await openSignInHouse(database)
  issuer = outsideIssuer({ issuer: ISSUER, audience: 'shop', keys: { secret: SECRET } }, house.deps.log, Date.now)
})
afterAll(() => database[Symbol.asyncDispose]())

const tokenOf = (sub: string, more: object = {}, key = SECRET): string => {
  const claims = { iss: ISSUER, aud: 'shop', sub, exp: Math.floor(Date.now() / 1000) + 60, ...more }
  return forge({ header: { alg: 'HS256' }, claims, key: Buffer.from(key) })
}
const verified = (email: string) => ({ email, email_verified: true })
const ask = (header: string | undefined) =>
  resolveBearer({ ...house.deps, outsideIssuer: issuer }, header, house.clock.now())
const see = async (sub: string, more: object = {}) => {
  const user = await ask(`Bearer ${tokenOf(sub, more)}`)
  if (user === null) throw new Error('not let in')
  return user
}
/** Lets everyone look first, and write only when all of them wait to. */
const allAtOnce = async <T>(work: readonly (() => Promise<T>)[]): Promise<T[]> => {
  const other = database.openAnother()
  let running: Promise<T[]> = Promise.resolve([])
  await other.transaction().execute(async (tx) => {
    await sql`lock table users in share row exclusive mode`.execute(tx)
    running = Promise.all(work.map((one) => one()))
    await until('all of them wait to write', async () => {
      const waiting = await sql<{ n: number }>`
        select count(distinct pid)::integer as n from pg_locks
        where not granted and database = (select oid from pg_database where datname = current_database())`.execute(
        other,
      )
      return waiting.rows[0]?.n === work.length
    })
  })
  return running
}
const users = () => house.db.selectFrom('users').select(['id', 'email']).orderBy('id').execute()
const identities = () => house.db.selectFrom('user_identities').select(['issuer', 'subject', 'user_id']).execute()
const audited = async () => {
  const rows = await house.db.selectFrom('audit_log').select('action').execute()
  return rows.map(({ action }) => action).sort()
}

describe('an outside subject', () => {
  it('gets an account of its own at first sight, and the same one ever after', async () => {
    const user = await see('auth0|1')
    expect(user).toMatchObject({ email: null, roles: ['buyer'], subject: 'auth0|1' })
    expect(await see('auth0|1')).toEqual(user)
    expect((await see('auth0|2')).id).not.toBe(user.id)
    expect(await users()).toHaveLength(2)
    expect(await audited()).toEqual(['auth.identity-joined', 'auth.identity-joined'])
    expect(house.claims).toEqual([])
  })

  it.each([
    ['without an address', {}],
    ['with a verified one', verified(MIA)],
  ])('gets one account from eight first requests at once, %s', async (_, more) => {
    const seen = await allAtOnce(Array.from({ length: 8 }, () => () => see('auth0|1', more)))
    expect(new Set(seen.map(({ id }) => id)).size).toBe(1)
    expect(await users()).toHaveLength(1)
    expect(await identities()).toEqual([{ issuer: ISSUER, subject: 'auth0|1', user_id: seen[0]!.id }])
    expect(await audited()).toEqual(['auth.identity-joined'])
  })

  it('of a verified address is the account of that address, with what was bought with it', async () => {
    const { signedIn } = await house.signIn(MIA)
    house.claims.splice(0)
    const user = await see('auth0|1', verified(' Mia@Shop.Example '))
    expect(user).toMatchObject({ id: signedIn.account.id, email: MIA, subject: 'auth0|1' })
    expect(house.claims).toEqual([{ email: MIA }])
    expect((await see('auth0|2', verified(MIA))).id).toBe(user.id)
    expect(await users()).toHaveLength(1)
  })

  it('is never staff, joined to the account of one or known before it became one', async () => {
    const { signedIn } = await house.signIn(MIA)
    await house.db.transaction().execute((tx) => addRoles(tx, signedIn.account.id, ['seller', 'staff']))
    const joined = await see('auth0|1', verified(MIA))
    expect(joined).toMatchObject({ id: signedIn.account.id, roles: ['buyer', 'seller'] })
    expect(await see('auth0|1')).toEqual(joined)
    const { id } = await see('auth0|2')
    await house.db.transaction().execute((tx) => addRoles(tx, id, ['staff']))
    expect(await see('auth0|2', verified('new@shop.example'))).toMatchObject({ id, roles: ['buyer'] })
    const stored = await house.db.selectFrom('users').select('roles').execute()
    expect(stored.filter(({ roles }) => roles.includes('staff'))).toHaveLength(2)
  })

  it('of an unverified address, or of none that is one, stays without', async () => {
    await house.signIn(MIA)
    expect(await see('auth0|1', { email: MIA })).toMatchObject({ email: null })
    expect(await see('auth0|2', { email: MIA, email_verified: 'true' })).toMatchObject({ email: null })
    expect(await see('auth0|3', verified('Mia <mia@shop.example>'))).toMatchObject({ email: null })
    expect(await see('auth0|4', verified('mia@shop.example\nBcc: all@evil.example'))).toMatchObject({ email: null })
    expect(await users()).toHaveLength(5)
  })

  it('adopts an address verified later, once, with what was bought with it', async () => {
    const before = await see('auth0|1')
    const seen = await allAtOnce(Array.from({ length: 4 }, () => () => see('auth0|1', verified(MIA))))
    expect(seen.map(({ id }) => id)).toEqual(Array(4).fill(before.id))
    expect(await users()).toEqual([{ id: before.id, email: MIA }])
    expect(house.claims).toEqual([{ email: MIA }])
    expect(await audited()).toEqual(['auth.address-adopted', 'auth.identity-joined'])
    expect(await see('auth0|1')).toMatchObject({ email: MIA })
    expect(await see('auth0|1', verified('other@shop.example'))).toMatchObject({ email: MIA })
  })

  it('leaves an address verified later to whoever has it', async () => {
    const before = await see('auth0|1')
    await house.signIn(MIA)
    house.claims.splice(0)
    expect(await see('auth0|1', verified(MIA))).toEqual(before)
    expect(house.claims).toEqual([])
  })

  it('is one of two that verify the same address at the same moment, and the other goes without', async () => {
    const ids = [(await see('auth0|1')).id, (await see('auth0|2')).id]
    const seen = await allAtOnce(['auth0|1', 'auth0|2'].map((sub) => () => see(sub, verified(MIA))))
    expect(seen.map(({ id }) => id)).toEqual(ids)
    expect(seen.filter(({ email }) => email === MIA)).toHaveLength(1)
    expect(house.claims).toEqual([{ email: MIA }])
  })

  it('gets nothing when claiming what was bought fails, and all of it the next time', async () => {
    const deps = {
      ...house.deps,
      outsideIssuer: issuer,
      claimGuestPurchases: () => Promise.reject(new Error('broken')),
    }
    const header = `Bearer ${tokenOf('auth0|1', verified(MIA))}`
    await expect(resolveBearer(deps, header, house.clock.now())).rejects.toThrow('broken')
    expect(await users()).toEqual([])
    expect(await ask(header)).toMatchObject({ email: MIA })
  })

  it('is read with one statement once it is known', async () => {
    await see('auth0|1', verified(MIA))
    const before = house.database.statements.length
    await see('auth0|1', verified(MIA))
    expect(house.database.statements).toHaveLength(before + 1)
  })

  it("is told by its issuer's token on wall time, wherever the house's clock is", async () => {
    house.clock.advance(365 * 86_400)
    expect(await see('auth0|1')).toMatchObject({ subject: 'auth0|1' })
    const over = tokenOf('auth0|1', { exp: Math.floor(Date.now() / 1000) - 60 })
    house.clock.set(new Date(0))
    expect(await ask(`Bearer ${over}`)).toBeNull()
  })
})

describe('an Authorization header', () => {
  it.each<[string, (token: string) => string]>([
    ['in lower case', (token) => `bearer ${token}`],
    ['in upper case', (token) => `BEARER ${token}`],
    ['with spaces around', (token) => `  Bearer   ${token}  `],
  ])('is read %s', async (_, write) => {
    expect(await ask(write(tokenOf('auth0|1')))).toMatchObject({ subject: 'auth0|1' })
  })

  it.each<[string, (token: string) => string | undefined]>([
    ['that is missing', () => undefined],
    ['that is empty', () => ''],
    ['without a token', () => 'Bearer'],
    ['without a scheme', (token) => token],
    ['of another scheme', (token) => `Basic ${token}`],
    ['of a scheme alike', (token) => `Bearers ${token}`],
    ['with two tokens', (token) => `Bearer ${token} ${token}`],
    ['with a list of tokens', (token) => `Bearer ${token}, Bearer ${token}`],
    ['with a token in quotes', (token) => `Bearer "${token}"`],
    ['with a token broken in two', (token) => `Bearer ${token.slice(0, 20)}\t${token.slice(20)}`],
    ['with a token cut short', (token) => `Bearer ${token.slice(0, -1)}`],
    ['with two parts', (token) => `Bearer ${token.split('.').slice(0, 2).join('.')}`],
    ['with five parts', (token) => `Bearer ${token}.AAAA.AAAA`],
    ['with padding', (token) => `Bearer ${token}==`],
    ['with dots alone', () => 'Bearer ..'],
    ['with words', () => 'Bearer not.a.token'],
    ['with a body that is no object', (token) => `Bearer ${token.split('.')[0]}.bnVsbA.${token.split('.')[2]}`],
    ['longer than any token', () => `Bearer ${tokenOf('auth0|1', { padding: 'x'.repeat(8192) })}`],
    ['of another key', () => `Bearer ${tokenOf('auth0|1', {}, 'another secret of more than 32 bytes')}`],
    ['of our own issuer by the outside key', () => `Bearer ${tokenOf('auth0|1', { iss: 'http://localhost:4321' })}`],
    ['of an unknown issuer', () => `Bearer ${tokenOf('auth0|1', { iss: 'https://evil.example/' })}`],
  ])('%s is nobody, and makes no account', async (_, write) => {
    expect(await ask(write(tokenOf('auth0|1')))).toBeNull()
    expect(await users()).toEqual([])
    expect(house.logged).toEqual([])
  })

  it('of an outside issuer is nobody while none is configured', async () => {
    const header = `Bearer ${tokenOf('auth0|1')}`
    expect(await resolveBearer(house.deps, header, house.clock.now())).toBeNull()
  })
})
