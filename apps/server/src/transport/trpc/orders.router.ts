import { GetOrderInput, ListOrdersInput, Order, OrderPage } from '@cashwrap/shared/contracts/orders'
import { getOrder, listOrders } from '../../modules/orders/index.ts'
import { buyerProcedure, router } from './trpc.ts'

export const ordersRouter = router({
  list: buyerProcedure
    .input(ListOrdersInput)
    .output(OrderPage)
    .query(({ ctx, input }) => ctx.run(listOrders, input)),
  get: buyerProcedure
    .input(GetOrderInput)
    .output(Order)
    .query(({ ctx, input }) => ctx.run(getOrder, input)),
})
