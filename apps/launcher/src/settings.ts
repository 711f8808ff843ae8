import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { StartFailure } from './failure.ts'

export const ROOT = resolve(import.meta.dirname, '../../..')

export type Environment = Record<string, string>

export interface HouseSettings {
  /** Where everything that must outlive a run is kept. */
  dataDir: string
  port: number
  baseUrl: string
  /** A database of the operator's own; undefined for the embedded one. */
  databaseUrl: string | undefined
  postgresPort: number
  /** Buyers pay real money. */
  isLive: boolean
  /** Undefined when a Stripe account is configured. */
  sandbox: { port: number; smtpPort: number; url: string } | undefined
  /** What was set by the operator, in the environment or in `.env`, plus the secrets made for this folder. */
  env: Environment
}

/** Reads the environment, `.env` and the secrets made earlier; the environment wins. Throws StartFailure. */
export function readSettings(environment: NodeJS.ProcessEnv, root = ROOT): HouseSettings {
  const given = withoutEmpty({ ...readEnvFile(join(root, '.env')), ...environment })
  const dataDir = resolve(root, given.DATA_DIR ?? '.data')
  const port = portOf(given, 'PORT', 4321)
  const hasStripe = given.STRIPE_SECRET_KEY !== undefined
  if (hasStripe && given.SMTP_URL === undefined) {
    throw new StartFailure(
      'SMTP_URL is not set: with a Stripe account of your own, mails go out through your mail server, such as smtp://user:password@mail.example.com:587.',
    )
  }
  const isLive = /^(sk|rk)_live_/.test(given.STRIPE_SECRET_KEY ?? '')
  const sandboxPort = portOf(given, 'SANDBOX_PORT', 4242)
  return {
    dataDir,
    port,
    baseUrl: originOf(given) ?? `http://localhost:${port}`,
    databaseUrl: given.DATABASE_URL,
    postgresPort: portOf(given, 'POSTGRES_PORT', 54_329),
    isLive,
    sandbox: hasStripe
      ? undefined
      : {
          port: sandboxPort,
          smtpPort: portOf(given, 'SANDBOX_SMTP_PORT', 4225),
          url: `http://localhost:${sandboxPort}`,
        },
    // Beside a live key nothing is made up: the server asks for what is missing.
    env: isLive ? given : { ...localSecrets(dataDir, !hasStripe), ...given },
  }
}

function portOf(env: Environment, name: string, usual: number): number {
  const text = env[name]
  if (text === undefined) return usual
  const port = Number(text)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new StartFailure(`${name} is not usable: it must be a whole number from 1 to 65535.`)
}

function originOf({ BASE_URL }: Environment): string | undefined {
  if (BASE_URL === undefined) return undefined
  const url = URL.parse(BASE_URL)
  if (url !== null && /^https?:$/.test(url.protocol)) return url.origin
  throw new StartFailure(
    'BASE_URL is not usable: it must be the address of the shop, such as https://shop.example.com.',
  )
}

function readEnvFile(file: string): Environment {
  return existsSync(file) ? withoutEmpty(parseEnv(readFileSync(file, 'utf8'))) : {}
}

function withoutEmpty(env: NodeJS.Dict<string>): Environment {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => Boolean(entry[1]?.trim())))
}

/** Made once per data folder and kept: changing them would sign everyone out and make stored secrets unreadable. */
function localSecrets(dataDir: string, withWebhookSecret: boolean): Environment {
  const file = join(dataDir, 'local.env')
  const kept = readEnvFile(file)
  const secrets = {
    AUTH_SECRET: randomBytes(32).toString('base64url'),
    ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    ...kept,
    ...(withWebhookSecret ? { STRIPE_WEBHOOK_SECRET: bothSecrets(kept.STRIPE_WEBHOOK_SECRET) } : {}),
  }
  if (JSON.stringify(secrets) !== JSON.stringify(kept)) {
    mkdirSync(dataDir, { recursive: true })
    const lines = Object.entries(secrets).map(([name, value]) => `${name}=${value}\n`)
    writeFileSync(file, `# Made by npm start for this folder. Keep it with the data.\n${lines.join('')}`, {
      mode: 0o600,
    })
  }
  const { STRIPE_WEBHOOK_SECRET, ...rest } = secrets
  return withWebhookSecret && STRIPE_WEBHOOK_SECRET !== undefined ? { ...rest, STRIPE_WEBHOOK_SECRET } : rest
}

/** One secret for the endpoint of the account and one for that of its sellers; a folder of old has the first alone. */
function bothSecrets(kept = ''): string {
  const made = () => `whsec_${randomBytes(24).toString('hex')}`
  const [account = made(), connect = made()] = kept.split(',').filter((secret) => secret !== '')
  return `${account},${connect}`
}
