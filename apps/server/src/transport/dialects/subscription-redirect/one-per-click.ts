import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Deps } from '../../../app/deps.ts'
import type { Actor } from '../../../modules/auth/index.ts'
import { keepAttempt, type Recurrence, recentAttempt } from '../../../platform/idempotency/recent-attempt.ts'
import { clientHash } from '../../http/read-actor.ts'

/** Clicks this close to each other are one, if the same browser makes them. */
export const CLICK_SECONDS = 5
const SCOPE = 'subscription-redirect.click'

type ClickDeps = Pick<Deps, 'db' | 'clock'> & { config: Pick<Deps['config'], 'authSecret'> }

export interface Click {
  actor: Pick<Actor, 'visitHash'>
  request: Pick<FastifyRequest, 'ip' | 'headers'>
  /** What is bought and where it leads: another link is another click. */
  asked: unknown
}

/**
 * The key of the checkout that a click belongs to. A browser is known by its visit and by nothing else; each click begins its
 * seconds anew. One without a visit (its first answer may not have come yet) is told from others by network, browser and
 * languages, which two people may share: so its seconds end for all of them at the same time, and no click makes them longer.
 * @param notThis a key whose checkout is over
 */
export function keyOfClick(deps: ClickDeps, { actor, request, asked }: Click, notThis: string | null): Promise<string> {
  const now = deps.clock.now()
  const { visitHash } = actor
  return visitHash === null
    ? recentAttempt(deps.db, recurrence(`like ${likeness(deps, request)}`, asked), {
        now,
        seconds: CLICK_SECONDS,
        since: 'beginning',
        notThis,
      })
    : recentAttempt(deps.db, visitRecurrence(visitHash, asked), { now, seconds: CLICK_SECONDS, since: 'last', notThis })
}

/** Has the next click of a browser whose visit begins with this one lead to the same checkout. */
export const keepForVisit = (deps: ClickDeps, visitHash: Buffer, asked: unknown, key: string): Promise<void> =>
  keepAttempt(deps.db, visitRecurrence(visitHash, asked), key, deps.clock.now())

const visitRecurrence = (visitHash: Buffer, asked: unknown): Recurrence =>
  recurrence(`visit ${visitHash.toString('base64url')}`, asked)

const recurrence = (who: string, asked: unknown): Recurrence => ({
  scope: SCOPE,
  key: createHash('sha256')
    .update(JSON.stringify([who, asked]))
    .digest('base64url'),
})

function likeness(deps: ClickDeps, { ip, headers }: Click['request']): string {
  const network = clientHash(ip, deps.config.authSecret).toString('base64url')
  return JSON.stringify([network, headers['user-agent'] ?? null, headers['accept-language'] ?? null])
}
