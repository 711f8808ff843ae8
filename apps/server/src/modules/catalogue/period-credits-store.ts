import { type RawBuilder, sql } from 'kysely'

/** What a plan gives for each period at a price's interval, null for nothing. Over a row of `plans` and one of prices, by its name there. */
export const periodCredits = (price: 'prices' | 'price'): RawBuilder<number | null> =>
  sql`case ${sql.ref(`${price}.interval`)} when 'month' then plans.credits_per_month else plans.credits_per_year end`
