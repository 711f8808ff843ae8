import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

/** A statement as PostgreSQL was sent it. */
export interface SentStatement {
  /** Null where it was not prepared under a name. */
  name: string | null
  text: string
  parameters: (string | null)[]
}

/** The server's connections call themselves `cashwrap`; those of its queue have another name. */
const RECORD =
  /^cashwrap\|LOG: {2}(?:statement|execute (\S+)): (.*(?:\n\t.*)*)(?:\ncashwrap\|DETAIL: {2}Parameters: (.*(?:\n\t.*)*))?/gm
const PARAMETER = /\$\d+ = (?:'((?:[^']|'')*)'|NULL)/g

export class StatementLog {
  #text = ''
  #isOpen = false

  /** Takes what PostgreSQL logs. */
  readonly take = (text: string): void => {
    if (this.#isOpen) this.#text += text
  }

  /** All that the server asked of PostgreSQL while the work was done, in its order, by PostgreSQL's own log. */
  async during(databaseUrl: string, work: () => Promise<void>): Promise<SentStatement[]> {
    const client = new pg.Client({ connectionString: databaseUrl, application_name: 'bench' })
    await client.connect()
    try {
      await client.query(`alter system set log_line_prefix = '%a|'`)
      await client.query(`alter system set log_statement = 'all'`)
      this.#text = ''
      this.#isOpen = true
      await client.query('select pg_reload_conf()')
      await this.#reach(client, 'begin')
      this.#text = ''
      await work()
      await this.#reach(client, 'end')
      return statementsIn(this.#text)
    } finally {
      this.#isOpen = false
      await client.query('alter system reset all')
      await client.query('select pg_reload_conf()')
      await client.end()
    }
  }

  /** Asks for a mark until it stands in the log; all that was asked before it stands there then. */
  async #reach(client: pg.Client, name: string): Promise<void> {
    const mark = `select 'mark of the ${name}'`
    while (!this.#text.includes(mark)) {
      await client.query(mark)
      await wait(10)
    }
  }
}

/** How many statements each of so many calls took. What was sent less often is other work of the server at the same time. */
export function statementsPerCall(sent: readonly SentStatement[], calls: number): number {
  const often = new Map<string, number>()
  for (const { text } of sent) often.set(text, (often.get(text) ?? 0) + 1)
  return [...often.values()].reduce((sum, times) => sum + Math.round(times / calls), 0)
}

/** @param log with lines that begin with the name of the connection and a bar */
export function statementsIn(log: string): SentStatement[] {
  return [...log.matchAll(RECORD)].map(([, name, text = '', parameters = '']) => ({
    name: name === undefined || name === '<unnamed>' ? null : name,
    text: withoutTabs(text),
    parameters: [...withoutTabs(parameters).matchAll(PARAMETER)].map(
      ([, value]) => value?.replaceAll("''", "'") ?? null,
    ),
  }))
}

/** PostgreSQL puts a tab before each further line of a record. */
const withoutTabs = (text: string): string => text.replaceAll('\n\t', '\n')
