import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readSettings } from '../src/settings.ts'

let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'cashwrap-settings-'))
})

afterEach(async () => {
  await rm(root, { recursive: true, force: true })
})

it('needs nothing to be set', () => {
  const { dataDir, port, baseUrl, databaseUrl, postgresPort, sandbox } = readSettings({}, root)
  expect({ dataDir, port, baseUrl, databaseUrl, postgresPort, sandbox }).toEqual({
    dataDir: join(root, '.data'),
    port: 4321,
    baseUrl: 'http://localhost:4321',
    databaseUrl: undefined,
    postgresPort: 54_329,
    sandbox: { port: 4242, smtpPort: 4225, url: 'http://localhost:4242' },
  })
})

it('reads .env, and the environment wins over it, with nothing too', async () => {
  await writeFile(join(root, '.env'), 'PORT=5000\nSHOP_NAME=From the file\nSTRIPE_SECRET_KEY=sk_test_from_the_file\n')
  const { port, env, sandbox } = readSettings({ SHOP_NAME: 'From outside', STRIPE_SECRET_KEY: '' }, root)
  expect(port).toBe(5000)
  expect(env['SHOP_NAME']).toBe('From outside')
  expect(env['STRIPE_SECRET_KEY']).toBeUndefined()
  expect(sandbox).toBeDefined()
})

it('makes secrets once, readable by their owner alone, and lets an operator set others', async () => {
  const first = readSettings({}, root).env
  expect(first['STRIPE_WEBHOOK_SECRET']).toMatch(/^whsec_[0-9a-f]{48},whsec_[0-9a-f]{48}$/)
  expect(Buffer.from(first['ENCRYPTION_KEY'] ?? '', 'base64')).toHaveLength(32)
  expect(readSettings({}, root).env).toEqual(first)
  expect((await stat(join(root, '.data/local.env'))).mode & 0o777).toBe(0o600)
  expect(readSettings({ AUTH_SECRET: 'an-own-secret-of-length' }, root).env['AUTH_SECRET']).toBe(
    'an-own-secret-of-length',
  )
})

it('keeps the one webhook secret of an older folder and makes the second beside it', async () => {
  await mkdir(join(root, '.data'), { recursive: true })
  await writeFile(join(root, '.data/local.env'), 'STRIPE_WEBHOOK_SECRET=whsec_old\n')
  const first = readSettings({}, root).env['STRIPE_WEBHOOK_SECRET']
  expect(first).toMatch(/^whsec_old,whsec_[0-9a-f]{48}$/)
  expect(readSettings({}, root).env['STRIPE_WEBHOOK_SECRET']).toBe(first)
})

it('makes up no webhook secret beside a Stripe account, and nothing at all beside a live key', () => {
  const smtp = { SMTP_URL: 'smtp://127.0.0.1' }
  readSettings({}, root)
  const test = readSettings({ STRIPE_SECRET_KEY: 'sk_test_x', ...smtp }, root).env
  expect(test['STRIPE_WEBHOOK_SECRET']).toBeUndefined()
  expect(test['AUTH_SECRET']).toBeDefined()
  const live = readSettings({ STRIPE_SECRET_KEY: 'sk_live_x', ...smtp }, root).env
  expect(live).toEqual({ STRIPE_SECRET_KEY: 'sk_live_x', ...smtp })
})
