import { pino } from 'pino'
import { readConfig } from '../../src/config/config.ts'
import {
  type Actor,
  type BegunSession,
  type ProvenAddress,
  requestSignIn,
  signInWithLink,
  systemActor,
} from '../../src/modules/auth/index.ts'
import { announceSignInBy, type Mail, sendNotification } from '../../src/modules/notifications/index.ts'
import { type FixedClock, fixedClock } from './fixed-clock.ts'
import { recordingEnqueue } from './recording-enqueue.ts'
import { recordingMailer } from './recording-mailer.ts'
import type { TestDatabase } from './test-database.ts'

export const visitor: Actor = { kind: 'visitor', user: null, visitHash: null, name: null, requestId: 'test' }
export const clientHash = (name = 'someone'): Buffer => Buffer.from(name.padEnd(32, '.'))

/** What a person takes from a mail. */
export interface ReadSecrets {
  code: string
  token: string
}

/** Everything that signing in needs, with a mailbox to read. What an earlier test left in the database goes. */
export async function openSignInHouse(database: TestDatabase) {
  for (const table of [
    'user_identities',
    'auth_sessions',
    'users',
    'sign_in_challenges',
    'notifications',
    'audit_log',
  ] as const) {
    await database.db.deleteFrom(table).execute()
  }
  const clock: FixedClock = fixedClock()
  const mailer = recordingMailer()
  const { enqueue, jobs } = recordingEnqueue()
  const logged: string[] = []
  const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) })
  const claims: { email: string }[] = []
  const claimGuestPurchases: ProvenAddress = async (_tx, proof) => claims.push({ email: proof.email })
  const config = readConfig({
    DATABASE_URL: database.url,
    AUTH_SECRET: 'a-secret-for-tests-only',
    FRONT_URL: 'https://shop.example',
    SHOP_NAME: 'Kendama School',
  })
  const deps = {
    db: database.db,
    clock,
    log,
    mailer,
    whatsapp: null,
    enqueue,
    config,
    claimGuestPurchases,
    outsideIssuer: null,
    announceSignIn: announceSignInBy({ enqueue }),
  }

  const deliver = async () => {
    for (const job of jobs.splice(0)) {
      if (job.name === 'send-notification') await sendNotification(deps, systemActor('test'), job.payload)
    }
  }
  const ask = (email: string, by: { next?: string; client?: string } = {}) =>
    requestSignIn(deps, visitor, { email, next: by.next, clientHash: clientHash(by.client) })
  const askAndRead = async (email: string, by: { next?: string; client?: string } = {}): Promise<ReadSecrets> => {
    const before = mailer.mails.length
    const asked = await ask(email, by)
    if (!asked.ok) throw new Error(asked.failure.kind)
    await deliver()
    const mail = mailer.mails.slice(before).find(({ to }) => to === email)
    if (!mail) throw new Error(`No mail for ${email}`)
    return readSecrets(mail)
  }
  const signIn = async (email: string, previousHash: Buffer | null = null): Promise<BegunSession> => {
    const { token } = await askAndRead(email)
    const result = await signInWithLink(deps, visitor, { token, previousHash })
    if (!result.ok) throw new Error(result.failure.reason)
    return result.value
  }

  return { database, db: database.db, clock, mailer, jobs, claims, logged, deps, deliver, ask, askAndRead, signIn }
}
export type SignInHouse = Awaited<ReturnType<typeof openSignInHouse>>

export function readSecrets(mail: Mail): ReadSecrets {
  const code = /^ {4}(\d{6})$/m.exec(mail.text)?.[1]
  const token = /#token=([\w-]{43})$/m.exec(mail.text)?.[1]
  if (!code || !token) throw new Error('The mail has no code or no link')
  return { code, token }
}

/** Another code of six digits. */
export const wrongCode = (code: string, by = 1): string => String((Number(code) + by) % 1_000_000).padStart(6, '0')
