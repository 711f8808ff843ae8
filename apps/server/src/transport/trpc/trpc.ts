import { type Failure, invalidInput } from '@cashwrap/shared/contracts/failures'
import { fail, type Result } from '@cashwrap/shared/result'
import { initTRPC, type TRPCError } from '@trpc/server'
import { ZodError, z } from 'zod'
import type { Deps } from '../../app/deps.ts'
import { type Actor, type ActorUser, isStaff } from '../../modules/auth/index.ts'
import { ThrownFailure } from '../../platform/thrown-failure.ts'
import { FailureCause, toTrpcError } from './failure-to-trpc.ts'

export type UseCase<Input, Output, F extends Failure> = (
  deps: Deps,
  actor: Actor,
  input: Input,
) => Promise<Result<Output, F>>

/** What a procedure sees of the request: who asks, and the two cookies, in our words. */
export interface TrpcContext {
  deps: Deps
  actor: Actor
  /** The caller's `Idempotency-Key` header. */
  idempotencyKey: string | null
  /** SHA-256 of the caller's address (a /64 for IPv6), for limits; the address itself goes no further. */
  clientHash: Buffer
  /** The actor with a browser session, which is begun (and its cookie set) if there is none yet. */
  withVisit(): Actor
  setSignInCookie(token: string, expiresAt: Date): void
  /** Whoever uses this browser next is nobody we know: neither account nor cart. */
  clearCookies(): void
  /** Hash of the sign-in cookie as sent; null for whoever came with a bearer token instead. */
  signInHash: Buffer | null
  /** The only glue: runs a use-case and turns its failure into an error. */
  run<Input, Output, F extends Failure>(
    useCase: UseCase<Input, Output, F>,
    input: Input,
    actor?: Actor,
  ): Promise<Output>
}

export async function runUseCase<Input, Output, F extends Failure>(
  deps: Deps,
  actor: Actor,
  useCase: UseCase<Input, Output, F>,
  input: Input,
): Promise<Output> {
  const result = await useCase(deps, actor, input).catch((error: unknown) => {
    if (!(error instanceof ThrownFailure)) throw error
    deps.log.warn({ err: error }, 'carts out of reach')
    return fail(error.failure)
  })
  if (!result.ok) throw toTrpcError(result.failure)
  return result.value
}

const t = initTRPC.context<TrpcContext>().create({
  sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 40_000 } },
  errorFormatter: ({ shape, error }) => {
    const failure = readFailure(error)
    const { stack: _, ...data } = shape.data as typeof shape.data & { stack?: string }
    return { ...shape, message: failure.kind, data: { ...data, failure } }
  },
})

/** What a client is told: our own failures as they are, a refused input by field, and nothing at all about what is broken. */
function readFailure(error: TRPCError): Failure {
  if (error.cause instanceof FailureCause) return error.cause.failure
  if (error.cause instanceof ZodError && error.code === 'BAD_REQUEST') return invalidInput(error.cause)
  if (error.code === 'NOT_FOUND') return { kind: 'not-found', what: 'route' }
  if (error.code === 'INTERNAL_SERVER_ERROR') return { kind: 'internal' }
  return { kind: 'invalid-input', fields: [] }
}

/** For procedures that are asked nothing: whatever is sent all the same is refused. */
export const NoInput = z.strictObject({}).optional()

export const router = t.router
export const publicProcedure = t.procedure

/** Someone who signed in. */
export const buyerProcedure = t.procedure.use(({ ctx, next }) => {
  const user = ctx.actor.user
  if (user === null) throw toTrpcError({ kind: 'sign-in-required' })
  return next({ ctx: { user: user satisfies ActorUser } })
})

export const staffProcedure = buyerProcedure.use(({ ctx, next }) => {
  if (!isStaff(ctx.actor)) throw toTrpcError({ kind: 'not-allowed' })
  return next()
})
