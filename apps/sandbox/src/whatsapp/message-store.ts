import { z } from 'zod'
import type { Store } from '../state/store.ts'

/** A WhatsApp message as the sandbox keeps and answers it. */
export const WhatsappMessage = z.object({
  id: z.string(),
  phone_number_id: z.string(),
  /** As the sender wrote it. */
  to: z.string(),
  /** Digits only. */
  wa_id: z.string(),
  type: z.enum(['text', 'template']),
  text: z.string().nullable(),
  template: z.object({ name: z.string(), language: z.string(), parameters: z.array(z.string()) }).nullable(),
  /** The request as it came. */
  body: z.unknown(),
  /** ISO 8601, by the sandbox's clock. */
  received_at: z.string(),
})
export type WhatsappMessage = z.infer<typeof WhatsappMessage>

export type MessageStore = {
  add(message: WhatsappMessage): void
  /** Newest first; `to` matches the digits of a number. */
  list(query: { to?: string | undefined; limit: number }): WhatsappMessage[]
  count(): number
  clear(): void
}

const KEPT_MESSAGES = 1000

export function createMessageStore({ db, transaction }: Store): MessageStore {
  db.exec(`
    create table if not exists whatsapp_messages
      (seq integer primary key autoincrement, wa_id text not null, json text not null);
    create index if not exists whatsapp_messages_by_wa_id on whatsapp_messages (wa_id, seq);
  `)
  return {
    add(message) {
      transaction(() => {
        const { lastInsertRowid } = db
          .prepare('insert into whatsapp_messages (wa_id, json) values (?, ?)')
          .run(message.wa_id, JSON.stringify(message))
        db.prepare('delete from whatsapp_messages where seq <= ?').run(Number(lastInsertRowid) - KEPT_MESSAGES)
      })
    },
    list({ to, limit }) {
      const rows =
        to === undefined
          ? db.prepare('select json from whatsapp_messages order by seq desc limit ?').all(limit)
          : db
              .prepare('select json from whatsapp_messages where wa_id = ? order by seq desc limit ?')
              .all(to.replace(/\D/g, ''), limit)
      return rows.map((row) => WhatsappMessage.parse(JSON.parse(String(row.json))))
    },
    count() {
      return Number(db.prepare('select count(*) as count from whatsapp_messages').get()?.count ?? 0)
    },
    clear() {
      db.exec('delete from whatsapp_messages')
    },
  }
}
