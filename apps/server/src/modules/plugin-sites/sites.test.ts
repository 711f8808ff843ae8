import { randomUUID } from 'node:crypto'
import { ListSitesInput } from '@cashwrap/shared/contracts/sites'
import { newId } from '@cashwrap/shared/ids'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { visitor } from '../../../test/support/sign-in-house.ts'
import { openSiteHouse, operator } from '../../../test/support/site-house.ts'
import { cloneDatabase, type TestDatabase } from '../../../test/support/test-database.ts'
import { until } from '../../../test/support/until.ts'
import { transact } from '../../platform/db/transaction.ts'
import { openSecretBox } from '../../platform/secret-box.ts'
import { type Actor, siteActor } from '../auth/index.ts'
import {
  disableSite,
  enableSite,
  listSites,
  moveSite,
  readSite,
  reopenRegistration,
  resealSiteSecrets,
  showSite,
  siteReceiver,
  updateSite,
} from './index.ts'

let database: TestDatabase
let house: ReturnType<typeof openSiteHouse>
beforeAll(async () => {
  database = await cloneDatabase()
})
beforeEach(async () => {
  await database.db.deleteFrom('plugin_sites').execute()
  house = openSiteHouse(database)
})
afterAll(() => database[Symbol.asyncDispose]())

const user = { id: newId<'user'>(0), email: null, subject: null }
const buyer: Actor = { ...visitor, kind: 'user', user: { ...user, roles: ['buyer'] } }
const staff: Actor = { ...visitor, kind: 'user', user: { ...user, roles: ['staff'] } }

describe('who a site is', () => {
  it('is shown by token and instance id together', async () => {
    const [one, other] = [await house.register(), await house.register()]
    expect(await house.show(one.token, one.instanceId.toUpperCase())).toEqual({
      ok: true,
      value: { id: one.siteId, instanceId: one.instanceId, siteUrl: 'https://shop.example', status: 'active' },
    })
    const wrong = [
      [one.token, other.instanceId],
      [other.token, one.instanceId],
      [one.webhookSecret, one.instanceId],
      [one.token.toUpperCase(), one.instanceId],
      [`${one.token}0`, one.instanceId],
      ['', one.instanceId],
      [one.token, ''],
    ] as const
    for (const [token, instanceId] of wrong)
      expect(await house.show(token, instanceId)).toEqual({ ok: false, failure: { kind: 'unauthorized' } })
  })

  it('is the same for two installations that share a copied database', async () => {
    const { token, instanceId, siteId } = await house.register()
    const both = await Promise.all([house.show(token, instanceId), house.show(token, instanceId)])
    expect(both.map((shown) => shown.ok && shown.value.id)).toEqual([siteId, siteId])
    expect(await house.ask({ instanceId, siteUrl: 'https://staging.example' })).toMatchObject({
      failure: { kind: 'already-registered' },
    })
    expect((await house.show(token, instanceId)).ok).toBe(true)
  })

  it('costs one statement, and one more the first time, which it remembers', async () => {
    const { token, instanceId } = await house.register()
    const count = async () => {
      const before = database.statements.length
      await house.show(token, instanceId)
      return database.statements.length - before
    }
    const firstUse = house.clock.now().toISOString()
    expect([await count(), await count()]).toEqual([2, 1])
    house.clock.advance(60)
    expect(await count()).toBe(1)
    expect(await showSite(house.deps, operator, { site: instanceId })).toMatchObject({
      value: { firstUsedAt: firstUse },
    })
  })

  it('is not believed when the token was replaced between being looked up and being used', async () => {
    const { token, instanceId } = await house.register()
    const isWaiting = async () => {
      const waiting = await sql`
        select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
        database.db,
      )
      return waiting.rows.length > 0
    }
    const { shown } = await transact(database.openAnother(), async (tx) => {
      const byInstance = tx.updateTable('plugin_sites').where('instance_id', '=', instanceId)
      await byInstance.set({ token_hash: Buffer.from('another') }).execute()
      const shown = house.show(token, instanceId)
      await until('the first use waits for the row', isWaiting)
      return { shown }
    })
    expect(await shown).toMatchObject({ failure: { kind: 'unauthorized' } })
  })
})

describe('a disabled site', () => {
  it('is refused until it is enabled, and is told both', async () => {
    const { token, instanceId, siteId } = await house.settle()
    expect(await house.disable(siteId, 'Not paid')).toMatchObject({ value: { status: 'disabled' } })
    await house.disable(siteId, 'Not paid')
    expect(await house.show(token, instanceId)).toMatchObject({ failure: { kind: 'site-disabled' } })
    expect(await house.show('wrong', instanceId)).toMatchObject({ failure: { kind: 'unauthorized' } })
    expect(await siteReceiver(house.deps, siteId)).toMatchObject({ status: 'disabled' })
    await house.enable(instanceId)
    await house.enable(instanceId)
    expect((await house.show(token, instanceId)).ok).toBe(true)
    const at = house.clock.now()
    expect(house.told).toEqual([
      { siteId, event: 'site.disabled', reason: 'Not paid', at },
      { siteId, event: 'site.enabled', at },
    ])
    expect(await house.actions(siteId)).toEqual(['site.disabled', 'site.enabled', 'site.registered'])
  })

  it('stays disabled when it registers again', async () => {
    const { instanceId, siteId } = await house.settle()
    await house.disable(siteId)
    await house.reopen(siteId)
    const { token } = await house.register({ instanceId })
    expect(await house.show(token, instanceId)).toMatchObject({ failure: { kind: 'site-disabled' } })
  })

  it('is not disabled when it cannot be told', async () => {
    const { token, instanceId, siteId } = await house.settle()
    const announceToSite = () => Promise.reject(new Error('no queue'))
    await expect(disableSite({ ...house.deps, announceToSite }, operator, { site: siteId })).rejects.toThrow('no queue')
    expect((await house.show(token, instanceId)).ok).toBe(true)
  })
})

it('only the operator decides about sites', async () => {
  const { siteId, token, instanceId } = await house.settle()
  const { deps } = house
  const input = { site: siteId }
  for (const actor of [visitor, siteActor(siteId), buyer]) {
    const answers = await Promise.all([
      disableSite(deps, actor, input),
      enableSite(deps, actor, input),
      reopenRegistration(deps, actor, { ...input, minutes: 5 }),
      moveSite(deps, actor, { ...input, siteUrl: 'https://evil.example' }),
      showSite(deps, actor, input),
      listSites(deps, actor, ListSitesInput.parse({})),
    ])
    expect(answers).toEqual(answers.map(() => ({ ok: false, failure: { kind: 'not-allowed' } })))
  }
  expect((await house.show(token, instanceId)).ok).toBe(true)
  expect((await showSite(deps, staff, input)).ok).toBe(true)
  expect(await showSite(deps, operator, { site: randomUUID() })).toMatchObject({ failure: { kind: 'not-found' } })
})

it('an installation named after another site’s id has no say in it', async () => {
  const { siteId } = await house.settle()
  const impostor = await house.settle({ instanceId: siteId })
  expect(await house.disable(siteId)).toMatchObject({ value: { id: siteId } })
  expect((await house.show(impostor.token, siteId)).ok).toBe(true)
})

it('a site is moved by the operator', async () => {
  const { siteId } = await house.settle()
  await moveSite(house.deps, operator, { site: siteId, siteUrl: 'https://new.example' })
  expect(await siteReceiver(house.deps, siteId)).toMatchObject({ siteUrl: 'https://new.example' })
  expect(await house.actions(siteId)).toEqual(['site.moved', 'site.registered'])
})

describe('a site about itself', () => {
  it('reads a fixed list of fields, of itself alone', async () => {
    const [one, other] = [await house.settle({ siteTitle: 'One' }), await house.settle()]
    const read = await readSite(house.deps, siteActor(one.siteId), { instanceId: one.instanceId.toUpperCase() })
    expect(read).toEqual({
      ok: true,
      value: {
        instanceId: one.instanceId,
        siteUrl: 'https://shop.example',
        siteTitle: 'One',
        pluginVersion: null,
        wordpressVersion: null,
        status: 'active',
        registeredAt: house.clock.now(),
      },
    })
    for (const actor of [siteActor(other.siteId), visitor, staff])
      expect(await readSite(house.deps, actor, { instanceId: one.instanceId })).toMatchObject({
        failure: { kind: 'not-found', what: 'site' },
      })
  })

  it('writes what it may, and nothing else', async () => {
    const [one, other] = [
      await house.settle({ siteTitle: 'One', theme: 'Old' }),
      await house.settle({ siteTitle: 'Two' }),
    ]
    const { instanceId } = one
    const before = await house.db.selectFrom('plugin_sites').selectAll().where('id', '=', one.siteId).executeTakeFirst()
    const changes = {
      siteTitle: 'New name',
      theme: false,
      postCount: 5,
      siteUrl: 'https://evil.example',
      site_url: 'https://evil.example',
      status: 'disabled',
      tokenHash: 'x',
      token_hash: 'x',
      instanceId: other.instanceId,
      webhookSecret: 'x',
    }
    expect(await updateSite(house.deps, siteActor(one.siteId), { instanceId, changes })).toEqual({
      ok: true,
      value: null,
    })
    expect(
      await house.db.selectFrom('plugin_sites').selectAll().where('id', '=', one.siteId).executeTakeFirst(),
    ).toEqual({
      ...before,
      site_title: 'New name',
      theme: null,
      post_count: 5,
    })
    expect(await updateSite(house.deps, siteActor(one.siteId), { instanceId, changes: {} })).toMatchObject({ ok: true })
    const refused = await updateSite(house.deps, siteActor(one.siteId), { instanceId, changes: { adminEmail: 'x' } })
    expect(refused).toMatchObject({ failure: { kind: 'invalid-input', fields: [{ path: 'adminEmail' }] } })
    const foreign = await updateSite(house.deps, siteActor(other.siteId), { instanceId, changes })
    expect(foreign).toMatchObject({ failure: { kind: 'not-found' } })
  })
})

describe('the list', () => {
  const list = async (input: Partial<ListSitesInput> = {}) => {
    const page = await listSites(house.deps, staff, ListSitesInput.parse(input))
    if (!page.ok) throw new Error(page.failure.kind)
    return page.value
  }

  it('goes page by page, the newest first, each site once', async () => {
    const ids: string[] = []
    for (let n = 0; n < 5; n++) {
      if (n !== 3) house.clock.advance(1)
      ids.push((await house.register()).siteId)
    }
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await list({ limit: 2, ...(cursor && { cursor }) })
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(seen).toHaveLength(5)
    expect(new Set(seen)).toEqual(new Set(ids))
    expect([seen[0], seen[4]]).toEqual([ids[4], ids[0]])
  })

  it('finds by address, title, mail, id and status, and shows no credentials', async () => {
    const one = await house.settle({
      siteUrl: 'https://kites.example',
      siteTitle: '100% Kites',
      adminEmail: 'Ann@k.example',
    })
    const other = await house.settle()
    await house.disable(other.siteId)
    for (const search of ['KITES.ex', '100% k', 'ann@K', one.siteId.toUpperCase(), one.instanceId])
      expect(
        (await list({ search })).items.map(({ id }) => id),
        search,
      ).toEqual([one.siteId])
    expect((await list({ search: '%' })).items).toHaveLength(1)
    expect((await list({ search: 'nobody\0' })).items).toEqual([])
    expect((await list({ status: 'disabled' })).items.map(({ id }) => id)).toEqual([other.siteId])
    expect(JSON.stringify(await list())).not.toMatch(/token|secret|rk_live_|whs_/i)
  })
})

it('secrets are sealed anew with the first key, and then open without the others', async () => {
  const sites = [await house.register(), await house.register()]
  const key = Buffer.alloc(32, 7)
  const deps = { db: house.db, secretBox: openSecretBox([key, ...house.deps.config.encryptionKeys]) }
  expect([await resealSiteSecrets(deps), await resealSiteSecrets(deps)]).toEqual([2, 0])
  for (const { siteId, webhookSecret } of sites) {
    const alone = { db: house.db, secretBox: openSecretBox([key]) }
    expect(await siteReceiver(alone, siteId)).toMatchObject({ secret: webhookSecret })
    await expect(siteReceiver(house.deps, siteId)).rejects.toThrow('ENCRYPTION_KEY')
  }
})
