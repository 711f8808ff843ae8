import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import type { Manifest } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const run = promisify(execFile)
const ROOT = join(import.meta.dirname, '..')
const BUDGET_BYTES = 140_000

let dist: string
let manifest: Manifest
let html: string

beforeAll(async () => {
  dist = await mkdtemp(join(tmpdir(), 'cashwrap-web-'))
  // A process of its own: under a test runner's NODE_ENV, React's development code would be measured.
  await run(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--outDir', dist, '--emptyOutDir'], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production' },
  })
  manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'))
  html = readFileSync(join(dist, 'index.html'), 'utf8')
}, 120_000)

afterAll(() => rm(dist, { recursive: true, force: true }))

/** A chunk's file and those of everything it imports at once. */
function filesOf(key: string, seen = new Set<string>()): Set<string> {
  const chunk = manifest[key]
  if (!chunk || seen.has(chunk.file)) return seen
  seen.add(chunk.file)
  for (const needed of chunk.imports ?? []) filesOf(needed, seen)
  return seen
}

describe('the first load of the shop', () => {
  it('is at most 140 kB of JavaScript, gzipped: the entry and the catalogue page with all they import', () => {
    const page = 'src/app/routes/catalogue.tsx'
    expect(Object.keys(manifest)).toEqual(expect.arrayContaining(['index.html', page]))
    const files = [...filesOf(page, filesOf('index.html'))]
    const sizes = files.map((file) => [file, gzipSync(readFileSync(join(dist, file))).length] as const)
    const total = sizes.reduce((sum, [, size]) => sum + size, 0)
    expect(total, JSON.stringify(sizes)).toBeGreaterThan(60_000)
    expect(total, JSON.stringify(sizes)).toBeLessThanOrEqual(BUDGET_BYTES)
  })

  it('leaves every page but the first in chunks of its own', () => {
    const entry = manifest['index.html']
    const pages = Object.keys(manifest).filter((key) => key.startsWith('src/app/routes/'))
    expect(pages.length).toBeGreaterThanOrEqual(3)
    expect(entry?.dynamicImports ?? []).toEqual(expect.arrayContaining(pages))
  })

  it('runs under a policy that allows nothing inline', () => {
    const inline = [...html.matchAll(/<script\b([^>]*)>([^<]*)</g)].filter(
      ([, attributes]) => !attributes?.includes('src='),
    )
    expect(inline).toEqual([])
    expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=/)
    const css = [...(manifest['index.html']?.css ?? [])].map((file) => readFileSync(join(dist, file), 'utf8')).join('')
    expect(css).toContain('@font-face')
    expect(css).not.toMatch(/url\(["']?(data:|https?:)/)
  })

  it('lies ready compressed, so that no server has to', () => {
    for (const file of filesOf('src/app/routes/catalogue.tsx', filesOf('index.html'))) {
      const plain = readFileSync(join(dist, file))
      expect(brotliDecompressSync(readFileSync(join(dist, `${file}.br`))).equals(plain)).toBe(true)
      expect(gunzipSync(readFileSync(join(dist, `${file}.gz`))).equals(plain)).toBe(true)
    }
  })

  it('preloads the latin letters of both faces and nothing else', () => {
    const preloaded = [...html.matchAll(/<link rel="preload"[^>]*href="([^"]+)"/g)].map(([, href]) => href!)
    expect(preloaded).toHaveLength(2)
    for (const href of preloaded)
      expect(href).toMatch(/^\/assets\/(besley|hanken-grotesk)-latin-wght-normal-.+\.woff2$/)
  })
})
