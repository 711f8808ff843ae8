import { spawnSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROOT } from '../src/settings.ts'

const BIOME = join(ROOT, 'node_modules/@biomejs/biome/bin/biome')
const CLOCK = 'Take the time from the Clock'
const MONEY = 'Money is whole minor units'
const ENV = "Don't use process.env"

let tree: string

beforeAll(async () => {
  tree = await mkdtemp(join(tmpdir(), 'cashwrap-lint-'))
  await cp(join(ROOT, 'biome.json'), join(tree, 'biome.json'))
  await cp(join(ROOT, '.gitignore'), join(tree, '.gitignore'))
  await cp(join(ROOT, 'apps/launcher/lint'), join(tree, 'apps/launcher/lint'), { recursive: true })
})

afterAll(async () => {
  await rm(tree, { recursive: true, force: true })
})

async function complaints(path: string, code: string): Promise<string> {
  await mkdir(dirname(join(tree, path)), { recursive: true })
  await writeFile(join(tree, path), `export const x = (y: number) => ${code}\n`)
  const { stdout, stderr } = spawnSync(process.execPath, [BIOME, 'lint', path], { cwd: tree, encoding: 'utf8' })
  return stdout + stderr
}

describe('biome', () => {
  it.each([
    ['modules/cart/a.ts', '[y, new Date()]', CLOCK],
    ['modules/cart/b.ts', 'y + Date.now()', CLOCK],
    ['gateways/stripe/c.ts', 'y + Date.now()', CLOCK],
    ['transport/trpc/d.ts', '[y, new Date()]', CLOCK],
    ['modules/cart/e.ts', 'Math.round(y)', MONEY],
    ['modules/cart/f.ts', 'y.toFixed(2)', MONEY],
    ['modules/cart/g.ts', 'y + Number.parseFloat("1")', MONEY],
    ['modules/cart/h.ts', '[y, process.env]', ENV],
    ['main.extra.ts', '[y, process.env]', ENV],
  ])('refuses in server/src/%s: %s', async (file, code, sentence) => {
    expect(await complaints(`apps/server/src/${file}`, code)).toContain(sentence)
  })

  it.each([
    ['apps/server/src/platform/clock.ts', '[y, new Date()]'],
    ['apps/server/src/modules/cart/a.test.ts', '[y, new Date()]'],
    ['apps/server/src/modules/cart/i.ts', 'new Date(y)'],
    ['apps/server/src/config/env.ts', '[y, process.env]'],
    ['apps/launcher/src/a.ts', '[y, process.env]'],
  ])('allows in %s: %s', async (file, code) => {
    expect(await complaints(file, code)).not.toMatch(/Take the time|Money is|process\.env/)
  })
})
