import { z } from 'zod'
import type { Store } from '../state/store.ts'

/** A mail as the mailbox keeps and answers it. */
export const Mail = z.object({
  id: z.string(),
  /** Address in the `From` header, or the envelope's when there is none. */
  from: z.string(),
  from_name: z.string(),
  /** Addresses of the envelope, hidden copies included. */
  to: z.array(z.string()),
  subject: z.string(),
  text: z.string().nullable(),
  html: z.string().nullable(),
  attachments: z.array(z.object({ filename: z.string(), content_type: z.string(), bytes: z.number() })),
  headers: z.record(z.string(), z.string()),
  /** ISO 8601, by the sandbox's clock. */
  received_at: z.string(),
})
export type Mail = z.infer<typeof Mail>

export type MailQuery = { to?: string | undefined; limit: number }

export type MailStore = {
  add(mail: Mail): void
  find(id: string): Mail | undefined
  /** Newest first; `to` matches a whole address, in any case. */
  list(query: MailQuery): Mail[]
  count(): number
  clear(): void
}

// Old mails go, so that a sandbox left alone for months does not fill the disk.
const KEPT_MAILS = 1000

export function createMailStore({ db, transaction }: Store): MailStore {
  db.exec(`
    create table if not exists mails (seq integer primary key autoincrement, id text not null unique, json text not null);
    create table if not exists mail_recipients (address text not null, mail integer not null, primary key (address, mail)) without rowid;
  `)
  const read = (row: Record<string, unknown>): Mail => Mail.parse(JSON.parse(String(row.json)))

  return {
    add(mail) {
      transaction(() => {
        const { lastInsertRowid } = db
          .prepare('insert into mails (id, json) values (?, ?)')
          .run(mail.id, JSON.stringify(mail))
        const addRecipient = db.prepare('insert or ignore into mail_recipients values (?, ?)')
        for (const address of mail.to) addRecipient.run(address.toLowerCase(), lastInsertRowid)
        const oldest = Number(lastInsertRowid) - KEPT_MAILS
        db.prepare('delete from mails where seq <= ?').run(oldest)
        db.prepare('delete from mail_recipients where mail <= ?').run(oldest)
      })
    },
    find(id) {
      const row = db.prepare('select json from mails where id = ?').get(id)
      return row ? read(row) : undefined
    },
    list({ to, limit }) {
      const rows =
        to === undefined
          ? db.prepare('select json from mails order by seq desc limit ?').all(limit)
          : db
              .prepare(
                `select json from mails where seq in (select mail from mail_recipients where address = ?)
                 order by seq desc limit ?`,
              )
              .all(to.toLowerCase(), limit)
      return rows.map(read)
    },
    count() {
      return Number(db.prepare('select count(*) as count from mails').get()?.count ?? 0)
    },
    clear() {
      transaction(() => {
        db.exec('delete from mails')
        db.exec('delete from mail_recipients')
      })
    },
  }
}
