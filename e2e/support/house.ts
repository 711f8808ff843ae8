import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { freePorts } from './free-ports.ts'

/** Who signs in the buyers of an older front end. */
export const OUTSIDE_ISSUER = {
  issuer: 'https://sign-in.example',
  audience: 'cashwrap-journeys',
  secret: 'a secret that the journeys share with their shop alone',
}

const LAUNCHER = resolve(import.meta.dirname, '../../apps/launcher/src')

/** The house of one run: the shop, the sandbox and their data, apart from any other on this machine. */
export interface House {
  shopUrl: string
  sandboxUrl: string
  command: string
  env: Record<string, string>
  /** Where the older front ends of the journeys live: a port of their own, so another origin than the shop's. */
  oldFrontEnd: string
}

/** Set to nothing, which hides a developer's own from the house: a test must never reach a real account. */
const NOT_THE_DEVELOPERS = [
  'DATABASE_URL',
  'STRIPE_SECRET_KEY',
  'STRIPE_WEBHOOK_SECRET',
  'SMTP_URL',
  'BASE_URL',
  'FRONT_URL',
  'REDIS_URL',
  'JWT_JWKS_URL',
]
const NAMES = ['PORT', 'SANDBOX_PORT', 'SANDBOX_SMTP_PORT', 'POSTGRES_PORT'] as const

/**
 * Decided once, by the process that reads the configuration first; the processes it starts read the decision from their
 * environment, as they read the same configuration again.
 */
export async function decideHouse(): Promise<House> {
  if (process.env['E2E_HOUSE'] === undefined) {
    const dataDir = mkdtempSync(join(tmpdir(), 'cashwrap-e2e-'))
    process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }))
    const ports = await freePorts(NAMES.length + 1)
    const oldFrontEnd = `http://localhost:${ports.at(-1)}`
    const env = Object.fromEntries([
      ['DATA_DIR', dataDir],
      ...NAMES.map((name, at) => [name, String(ports[at])]),
      ...NOT_THE_DEVELOPERS.map((name) => [name, '']),
      ['ALLOWED_ORIGINS', oldFrontEnd],
      ['ALLOWED_REDIRECT_ORIGINS', oldFrontEnd],
      // Where the receivers of the journeys stand; their ports are not known before.
      ['WEBHOOK_ALLOWED_HOSTS', '127.0.0.1'],
      ['JWT_ISSUER', OUTSIDE_ISSUER.issuer],
      ['JWT_AUDIENCE', OUTSIDE_ISSUER.audience],
      ['JWT_SECRET', OUTSIDE_ISSUER.secret],
    ])
    process.env['E2E_HOUSE'] = JSON.stringify(env)
  }
  const env = JSON.parse(process.env['E2E_HOUSE']) as Record<string, string>
  return {
    shopUrl: `http://localhost:${env['PORT']}`,
    sandboxUrl: `http://localhost:${env['SANDBOX_PORT']}`,
    command: `"${process.execPath}" "${join(LAUNCHER, 'start.ts')}"`,
    env,
    oldFrontEnd: env['ALLOWED_ORIGINS'] ?? '',
  }
}
