import { authRouter } from './auth.router.ts'
import { cartRouter } from './cart.router.ts'
import { catalogueRouter } from './catalogue.router.ts'
import { checkoutRouter } from './checkout.router.ts'
import { creditsRouter } from './credits.router.ts'
import { libraryRouter } from './library.router.ts'
import { ordersRouter } from './orders.router.ts'
import { sellerRouter } from './seller.router.ts'
import { staffRouter } from './staff.router.ts'
import { subscriptionsRouter } from './subscriptions.router.ts'
import { router } from './trpc.ts'
import { webhooksRouter } from './webhooks.router.ts'

/** Everything the shop and developers can call, by name. */
export const appRouter = router({
  auth: authRouter,
  cart: cartRouter,
  catalogue: catalogueRouter,
  checkout: checkoutRouter,
  credits: creditsRouter,
  library: libraryRouter,
  orders: ordersRouter,
  seller: sellerRouter,
  staff: staffRouter,
  subscriptions: subscriptionsRouter,
  webhooks: webhooksRouter,
})

export type AppRouter = typeof appRouter
