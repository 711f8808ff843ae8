import type { Store } from '../state/store.ts'

/** A short text that changes whenever something that the pages list may have changed. */
export function readPulse({ db }: Store): string {
  const row = db
    .prepare(
      `select (select count(*) || '.' || max(seq) from objects where type = 'event') as events,
         (select count(*) || '.' || total(attempts) || '.' || count(nullif(state, 'pending')) from deliveries) as deliveries,
         (select count(*) || '.' || count(nullif(status, 'open')) from objects where type = 'checkout.session') as sessions,
         (select count(*) from objects where type in ('account', 'balance_transaction')) as accounts,
         (select count(*) || '.' || max(seq) from mails) as mails,
         (select count(*) || '.' || max(seq) from whatsapp_messages) as messages,
         (select group_concat(json) from faults) as faults,
         (select value from settings where name = 'clock_offset_seconds') as clock`,
    )
    .get()
  return Object.values(row ?? {}).join(' ')
}
