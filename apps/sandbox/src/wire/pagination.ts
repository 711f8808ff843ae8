import type Stripe from 'stripe'
import type { Call } from '../context.ts'
import type { ObjectType, ObjectTypes } from '../state/object-types.ts'
import type { PageQuery } from '../state/store.ts'
import { invalidParameter, noSuch } from './errors.ts'

const DEFAULT_LIMIT = 10

export type PagingParams = {
  limit?: number | undefined
  starting_after?: string | undefined
  ending_before?: string | undefined
  created?: CreatedFilter | undefined
}
type CreatedFilter = {
  gt?: number | undefined
  gte?: number | undefined
  lt?: number | undefined
  lte?: number | undefined
}

/** One page of a list, newest first, in Stripe's envelope. */
export function answerList<K extends ObjectType, T = ObjectTypes[K]>(
  call: Call,
  type: K,
  url: string,
  params: PagingParams,
  options: {
    where?: PageQuery['where']
    matches?: (object: ObjectTypes[K]) => boolean
    present?: (object: ObjectTypes[K]) => T
  } = {},
): Stripe.ApiList<T | ObjectTypes[K]> {
  const { starting_after: startingAfter, ending_before: endingBefore } = params
  if (startingAfter !== undefined && endingBefore !== undefined) {
    throw invalidParameter('You may only specify one of these parameters: starting_after, ending_before.')
  }
  for (const [param, id] of Object.entries({ starting_after: startingAfter, ending_before: endingBefore })) {
    if (id !== undefined && !call.store.has(type, id)) throw noSuch(type.replaceAll('_', ' '), id, param)
  }
  const page = call.store.page(
    type,
    {
      account: call.account,
      limit: params.limit ?? DEFAULT_LIMIT,
      ...(options.where === undefined ? {} : { where: options.where }),
      ...(params.created === undefined ? {} : { created: definedOnly(params.created) }),
      ...(startingAfter === undefined ? {} : { startingAfter }),
      ...(endingBefore === undefined ? {} : { endingBefore }),
    },
    options.matches,
  )
  return {
    object: 'list',
    data: page.data.map((object) => options.present?.(object) ?? object),
    has_more: page.hasMore,
    url,
  }
}

function definedOnly(filter: CreatedFilter): NonNullable<PageQuery['created']> {
  const { gt, gte, lt, lte } = filter
  return {
    ...(gt === undefined ? {} : { gt }),
    ...(gte === undefined ? {} : { gte }),
    ...(lt === undefined ? {} : { lt }),
    ...(lte === undefined ? {} : { lte }),
  }
}

/** A page cut from a list that is at hand as a whole, such as a session's line items. Oldest first. */
export function answerWhole<T extends { id: string }>(
  items: readonly T[],
  url: string,
  params: PagingParams,
): Stripe.ApiList<T> {
  const limit = params.limit ?? DEFAULT_LIMIT
  const after = items.findIndex(({ id }) => id === params.starting_after)
  const before = items.findIndex(({ id }) => id === params.ending_before)
  const from = params.ending_before === undefined ? after + 1 : Math.max(before - limit, 0)
  const to = params.ending_before === undefined ? from + limit : Math.max(before, 0)
  const hasMore = params.ending_before === undefined ? to < items.length : from > 0
  return { object: 'list', data: items.slice(from, to), has_more: hasMore, url }
}
