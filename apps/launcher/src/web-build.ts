import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runToEnd } from './service.ts'
import { type Environment, ROOT } from './settings.ts'

const WEB = join(ROOT, 'apps/web')
export const WEB_DIST = join(WEB, 'dist')
const CACHE = join(ROOT, 'node_modules/.cache/cashwrap')
const STAMP = join(CACHE, 'web-build')
const VITE = join(WEB, 'node_modules/vite/bin/vite.js')
/** What ends up in the bundle, or decides how it is made. */
const SOURCES = ['apps/web', 'packages/shared/src', 'pnpm-lock.yaml', 'tsconfig.base.json']
const NOT_SOURCES = new Set(['node_modules', 'dist', 'docs', 'test', '.vite'])

/** Builds the shop's pages unless what was built last came from the very same sources. */
export async function buildWeb(env: Environment, signal: AbortSignal, onBegin: () => void): Promise<void> {
  const hash = await hashOf(SOURCES)
  const isFresh =
    existsSync(join(WEB_DIST, 'index.html')) && existsSync(STAMP) && (await readFile(STAMP, 'utf8')) === hash
  if (isFresh) return
  onBegin()
  // Made beside and moved at the end: a server that starts meanwhile finds the old pages or the new ones, whole.
  const draft = `${CACHE}/web-${process.pid}`
  const old = `${draft}-old`
  const args = [VITE, 'build', '--logLevel', 'error', '--outDir', draft, '--emptyOutDir']
  try {
    await runToEnd('Building the shop', { args, cwd: WEB, env, signal })
    await rm(STAMP, { force: true })
    await rename(WEB_DIST, old).catch(() => undefined)
    await rename(draft, WEB_DIST)
    await writeFile(STAMP, hash)
  } finally {
    for (const leftover of [draft, old]) await rm(leftover, { recursive: true, force: true })
  }
}

export const viteDevServer = (port: number): { args: string[]; cwd: string } => ({
  args: [VITE, '--port', String(port), '--strictPort', '--clearScreen', 'false'],
  cwd: WEB,
})

async function hashOf(paths: string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const path of paths) {
    for (const file of (await filesBelow(join(ROOT, path))).sort()) hash.update(file).update(await readFile(file))
  }
  return hash.digest('hex')
}

async function filesBelow(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => undefined)
  if (entries === undefined) return [path]
  const nested = entries
    .filter((entry) => !NOT_SOURCES.has(entry.name))
    .map((entry) => (entry.isDirectory() ? filesBelow(join(path, entry.name)) : [join(path, entry.name)]))
  return (await Promise.all(nested)).flat()
}
