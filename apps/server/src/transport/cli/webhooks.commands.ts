import {
  ListWebhookDeliveriesInput,
  MAX_REPLAYED_AT_ONCE,
  NamedWebhookDelivery,
  ReplayWebhooksInput,
} from '@cashwrap/shared/contracts/webhooks'
import type { Deps } from '../../app/deps.ts'
import { systemActor } from '../../modules/auth/index.ts'
import { listDeliveries, listEndpoints, replayDeliveries, replayDelivery } from '../../modules/webhooks-out/index.ts'
import { failureSentence } from '../http/failure-sentence.ts'
import { misused } from './misused.ts'

const actor = systemActor('cli')

/** `webhook-endpoints`: the shop's, a line each, and under each what it did not take last. */
export async function webhookEndpointsCommand(deps: Deps, _words: readonly string[]): Promise<number> {
  const listed = await listEndpoints(deps, actor, { side: 'shop' })
  if (!listed.ok) return 1
  for (const { id, url, state, disabledReason, eventTypes } of listed.value) {
    console.log([id, url, disabledReason ?? state, eventTypes.join(',') || 'all events'].join('\t'))
    const failed = ListWebhookDeliveriesInput.parse({ side: 'shop', endpointId: id, state: 'failed', limit: 5 })
    const page = await listDeliveries(deps, actor, failed)
    if (!page.ok) return 1
    for (const one of page.value.items) console.log(['', one.id, one.type, one.createdAt, one.lastError].join('\t'))
  }
  return 0
}

/** `webhook-replay <delivery id>`, or `webhook-replay --endpoint|--site <id> [--all] [--from <time>] [--to <time>]`. */
export async function webhookReplayCommand(deps: Deps, words: readonly string[]): Promise<number> {
  const [first = ''] = words
  return first.startsWith('--') ? replayMany(deps, words) : replayOne(deps, first)
}

async function replayOne(deps: Deps, deliveryId: string): Promise<number> {
  const named = NamedWebhookDelivery.safeParse({ side: 'shop', deliveryId })
  if (!named.success) return misused(REPLAY_NEEDS)
  const replayed = await replayDelivery(deps, actor, named.data)
  if (!replayed.ok) {
    console.error(failureSentence(replayed.failure))
    return 1
  }
  console.log(`${deliveryId} is queued again.`)
  return 0
}

const OPTIONS = { '--endpoint': 'endpointId', '--site': 'siteId', '--from': 'from', '--to': 'to' } as const
const isOption = (word: string): word is keyof typeof OPTIONS => word in OPTIONS

async function replayMany(deps: Deps, words: readonly string[]): Promise<number> {
  const given: Record<string, unknown> = { side: 'shop' }
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (word === '--all') given['which'] = 'all'
    else if (isOption(word)) given[OPTIONS[word]] = words[++at]
    else return misused(REPLAY_NEEDS)
  }
  const input = ReplayWebhooksInput.safeParse(given)
  if (!input.success || (input.data.endpointId === undefined && input.data.siteId === undefined))
    return misused(REPLAY_NEEDS)
  const replayed = await replayDeliveries(deps, actor, input.data)
  if (!replayed.ok) {
    console.error(failureSentence(replayed.failure))
    return 1
  }
  console.log(`${replayed.value.replayed} deliveries are queued again.`)
  if (replayed.value.isMore)
    console.log(`There are more than ${MAX_REPLAYED_AT_ONCE}: run it again, or narrow the time.`)
  return 0
}

const REPLAY_NEEDS =
  'webhook-replay needs the id of a delivery, or --endpoint or --site with an id; --all for those that arrived, too; --from and --to as 2027-03-14T00:00:00Z.'
