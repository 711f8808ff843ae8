import type { SentStatement } from './statement-log.ts'

/** A statement to be sent for one site and user after the other. */
export interface BareStatement {
  name: string | null
  text: string
  parameters: Parameter[]
}

/** Whose it is, an id that is new each time, or what it always is. */
type Parameter = 'site' | 'user' | 'new id' | { always: string | null }

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Finds out what each parameter of a statement stands for, from one that was sent for this site and user. */
export function toBareStatement(sent: SentStatement, of: { siteId: string; userId: number }): BareStatement {
  const parameters = sent.parameters.map((value): Parameter => {
    if (value === of.siteId) return 'site'
    if (value === String(of.userId)) return 'user'
    return value !== null && UUID.test(value) ? 'new id' : { always: value }
  })
  return { name: sent.name, text: sent.text, parameters }
}

export interface BareSettings {
  port: number
  databaseUrl: string
  poolSize: number
  read: BareStatement
  deduct: BareStatement
}

/** Where the settings of the bare server are found, as JSON. */
export const BARE_SETTINGS = 'BENCH_BARE_SERVER'
