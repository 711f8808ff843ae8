import { createHash } from 'node:crypto'
import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import { z } from 'zod'
import type { Deps } from '../../app/deps.ts'
import { transact } from '../../platform/db/transaction.ts'
import {
  claimKey,
  type IdempotencyClaim,
  keepAnswer,
  releaseKey,
} from '../../platform/idempotency/idempotency-store.ts'

const Answer = z.object({
  status: z.int(),
  body: z.unknown(),
  headers: z.record(z.string(), z.string()).optional(),
})
/** What a route answers. Headers are kept with it, so no secret and no cookie may be among them. */
export type Answer = z.infer<typeof Answer>

export interface IdempotentRequest {
  /** The route and whose key it is, such as `cart.items.add:visit:…`. */
  scope: string
  /** Null runs the work as often as it is asked for. */
  key: string | null
  /** All that was asked: path parameters and body. Plain JSON; the order of names in it counts. */
  request: unknown
}

/**
 * Runs the work of a creating POST once per key: whoever asks the same again gets the same answer, marked
 * `idempotent-replayed`. What failed on our side (5xx or thrown) gives the key back. A process that dies between the work and
 * the keeping of its answer leaves the key taken for a minute; then the work runs again, so it should bear that. Not for
 * checkouts, whose keys are claimed in the transaction that writes the order.
 */
export async function withIdempotency(
  deps: Pick<Deps, 'db' | 'clock'>,
  { scope, key, request }: IdempotentRequest,
  run: () => Promise<Answer>,
): Promise<Result<Answer, FailureOf<'idempotency-key-reused' | 'idempotency-key-in-progress'>>> {
  if (key === null) return ok(await run())
  const requestHash = createHash('sha256')
    .update(JSON.stringify(request) ?? '')
    .digest()
  const claim: IdempotencyClaim = { scope, key, requestHash }
  const outcome = await transact(deps.db, (tx) => claimKey(tx, claim, deps.clock.now()))
  switch (outcome.kind) {
    case 'reused':
      return fail({ kind: 'idempotency-key-reused' })
    case 'in-progress':
      return fail({ kind: 'idempotency-key-in-progress' })
    case 'answered': {
      const { headers, ...kept } = Answer.parse(outcome.answer)
      return ok({ ...kept, headers: { ...headers, 'idempotent-replayed': 'true' } })
    }
    case 'mine': {
      const answer = await runOrRelease(deps, claim, run)
      if (answer.status >= 500) await releaseKey(deps.db, claim)
      else await transact(deps.db, (tx) => keepAnswer(tx, claim, answer))
      return ok(answer)
    }
  }
}

async function runOrRelease(
  deps: Pick<Deps, 'db'>,
  claim: IdempotencyClaim,
  run: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await run()
  } catch (error) {
    await releaseKey(deps.db, claim)
    throw error
  }
}
