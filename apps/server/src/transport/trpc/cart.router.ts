import {
  AddToCartInput,
  ApplyCouponInput,
  Cart,
  ChangeQuantityInput,
  RemoveFromCartInput,
  ViewCartInput,
} from '@cashwrap/shared/contracts/cart'
import {
  addToCart,
  applyCoupon,
  changeQuantity,
  removeCoupon,
  removeFromCart,
  viewCart,
} from '../../modules/cart/index.ts'
import { NoInput, publicProcedure, router } from './trpc.ts'

export const cartRouter = router({
  get: publicProcedure
    .input(ViewCartInput)
    .output(Cart)
    .query(({ ctx, input }) => ctx.run(viewCart, input)),
  add: publicProcedure
    .input(AddToCartInput)
    .output(Cart)
    .mutation(({ ctx, input }) => ctx.run(addToCart, input, ctx.withVisit())),
  setQuantity: publicProcedure
    .input(ChangeQuantityInput)
    .output(Cart)
    .mutation(({ ctx, input }) => ctx.run(changeQuantity, input)),
  remove: publicProcedure
    .input(RemoveFromCartInput)
    .output(Cart)
    .mutation(({ ctx, input }) => ctx.run(removeFromCart, input)),
  applyCoupon: publicProcedure
    .input(ApplyCouponInput)
    .output(Cart)
    .mutation(({ ctx, input }) => ctx.run(applyCoupon, input)),
  removeCoupon: publicProcedure
    .input(NoInput)
    .output(Cart)
    .mutation(({ ctx }) => ctx.run(removeCoupon, undefined)),
})
