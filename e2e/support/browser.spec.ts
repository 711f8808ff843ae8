import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, expect, test } from '@playwright/test'
import { findBrowser } from './browser.ts'

let folder: string

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cashwrap-browser-'))
})

test.afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

async function program(name: string, script: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, `#!/bin/sh\n${script}\n`)
  await chmod(path, 0o755)
  return path
}

const unused = async () => {
  throw new Error('a nearer browser was there')
}

test('an installed browser comes first', async () => {
  const installed = await program('chromium', 'echo Chromium 150.0')
  const playwright = await program('playwright', 'echo Chromium 151.0')
  const browser = await findBrowser({ installed: [installed], playwright: () => playwright, packed: unused })
  expect(browser).toEqual({ kind: 'installed', executablePath: installed, env: {} })
})

test("without one that runs, Playwright's is taken", async () => {
  const stub = await program('chromium-browser', 'echo "This needs the chromium snap" >&2; exit 1')
  const playwright = await program('playwright', 'echo Chromium 151.0')
  const browser = await findBrowser({
    installed: ['/nowhere/chromium', stub],
    playwright: () => playwright,
    packed: unused,
  })
  expect(browser).toEqual({ kind: 'playwright', executablePath: playwright, env: {} })
})

test('without either, the packed one is taken, and it shows a page', async () => {
  const { kind, executablePath, env } = await findBrowser({ installed: [], playwright: () => '/nowhere/chrome' })
  expect(kind).toBe('packed')
  const browser = await chromium.launch({ executablePath, env: { ...process.env, ...env } })
  const page = await browser.newPage()
  await page.setContent('<h1>It works</h1>')
  await expect(page.getByRole('heading')).toHaveText('It works')
  await browser.close()
})

test('the packed one brings its libraries to a machine that has none', async () => {
  const packed = await program('packed', `test "$LD_LIBRARY_PATH" = ${folder} && echo Chromium 153.0`)
  const browser = await findBrowser({
    installed: [],
    playwright: () => '/nowhere/chrome',
    packed: async () => packed,
    packedLibraries: async () => folder,
  })
  expect(browser).toMatchObject({ kind: 'packed', executablePath: packed, env: { LD_LIBRARY_PATH: folder } })
})

test('where nothing runs, one sentence says what to do', async () => {
  const broken = await program('broken', 'exit 1')
  const nothing = findBrowser({
    installed: [],
    playwright: () => '/nowhere/chrome',
    packed: async () => broken,
    packedLibraries: async () => folder,
  })
  await expect(nothing).rejects.toThrow('install Chromium or Chrome')
})
