import {
  CheckoutReference,
  CheckoutStatus,
  CurrentCheckout,
  StartCheckoutInput,
  StartedCheckout,
} from '@cashwrap/shared/contracts/checkout'
import {
  getCheckoutStatus,
  getCurrentCheckout,
  returnFromPayment,
  returnPages,
  startCheckout,
  watchCheckout,
} from '../../modules/checkout/index.ts'
import { NoInput, publicProcedure, router, type TrpcContext } from './trpc.ts'

/** A key counts for one browser's one route; another's same key is another key. */
const keyOf = (ctx: TrpcContext) =>
  ctx.idempotencyKey === null || ctx.actor.visitHash === null
    ? null
    : { scope: `checkout.start:${ctx.actor.visitHash.toString('base64url')}`, key: ctx.idempotencyKey }

export const checkoutRouter = router({
  start: publicProcedure
    .input(StartCheckoutInput)
    .output(StartedCheckout)
    .mutation(({ ctx, input }) => {
      return ctx.run(startCheckout, {
        ...input,
        country: input.country,
        source: 'shop',
        forSite: null,
        buy: 'cart',
        ...returnPages(ctx.deps.config.frontUrl),
        idempotency: keyOf(ctx),
      })
    }),
  status: publicProcedure
    .input(CheckoutReference)
    .output(CheckoutStatus)
    .query(({ ctx, input }) => ctx.run(getCheckoutStatus, input)),
  settle: publicProcedure
    .input(CheckoutReference)
    .output(CheckoutStatus)
    .mutation(({ ctx, input }) => ctx.run(returnFromPayment, input)),
  current: publicProcedure
    .input(NoInput)
    .output(CurrentCheckout)
    .query(({ ctx }) => ctx.run(getCurrentCheckout, undefined)),
  watch: publicProcedure.input(CheckoutReference).subscription(async function* ({ ctx, input, signal }) {
    yield* watchCheckout(ctx.deps, ctx.actor, input, signal ?? new AbortController().signal)
  }),
})
