import { CreditAccountView, ShowCreditAccountInput } from '@cashwrap/shared/contracts/credits'
import { GetOrderInput } from '@cashwrap/shared/contracts/orders'
import {
  InboxInstances,
  InboxPage,
  ListAllOrdersInput,
  ListInboxInput,
  StaffOrder,
  StaffOrderPage,
} from '@cashwrap/shared/contracts/staff'
import {
  ListSubscriptionsInput,
  StaffSubscriptionPage,
  Subscription,
  SubscriptionRef,
} from '@cashwrap/shared/contracts/subscriptions'
import { listAllSubscriptions, refreshSubscription } from '../../modules/billing/index.ts'
import { showAccount } from '../../modules/credits/index.ts'
import { showOrder } from '../../modules/desk/index.ts'
import { listAllOrders } from '../../modules/orders/index.ts'
import { countInstances, listInbox } from '../../modules/provider-events/index.ts'
import { sitesRouter } from './sites.router.ts'
import { router, staffProcedure } from './trpc.ts'

export const staffRouter = router({
  orders: staffProcedure
    .input(ListAllOrdersInput)
    .output(StaffOrderPage)
    .query(({ ctx, input }) => ctx.run(listAllOrders, input)),
  order: staffProcedure
    .input(GetOrderInput)
    .output(StaffOrder)
    .query(({ ctx, input }) => ctx.run(showOrder, input)),
  subscriptions: staffProcedure
    .input(ListSubscriptionsInput)
    .output(StaffSubscriptionPage)
    .query(({ ctx, input }) => ctx.run(listAllSubscriptions, input)),
  refreshSubscription: staffProcedure
    .input(SubscriptionRef)
    .output(Subscription)
    .mutation(({ ctx, input }) => ctx.run(refreshSubscription, input)),
  creditAccount: staffProcedure
    .input(ShowCreditAccountInput)
    .output(CreditAccountView)
    .query(({ ctx, input }) => ctx.run(showAccount, input)),
  inbox: staffProcedure
    .input(ListInboxInput)
    .output(InboxPage)
    .query(({ ctx, input }) => ctx.run(listInbox, input)),
  inboxInstances: staffProcedure.output(InboxInstances).query(({ ctx }) => ctx.run(countInstances, undefined)),
  sites: sitesRouter,
})
