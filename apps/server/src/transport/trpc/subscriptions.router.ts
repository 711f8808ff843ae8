import { StartedCheckout } from '@cashwrap/shared/contracts/checkout'
import {
  CancelSubscriptionInput,
  ChangeOptions,
  ChangePlanInput,
  ChangePreview,
  InvoiceLinks,
  InvoicePage,
  ListInvoicesInput,
  OpenInvoiceInput,
  OpenPortalInput,
  PauseSubscriptionInput,
  PlanList,
  PortalLink,
  PreviewChangeInput,
  StartSubscriptionInput,
  Subscription,
  SubscriptionList,
  SubscriptionRef,
} from '@cashwrap/shared/contracts/subscriptions'
import {
  cancelSubscription,
  changePlan,
  getSubscription,
  keepSubscription,
  listChangeOptions,
  listInvoices,
  listOwnSubscriptions,
  listPlans,
  openInvoice,
  openPortal,
  pauseSubscription,
  previewChange,
  resumeSubscription,
} from '../../modules/billing/index.ts'
import { returnPages, startCheckout } from '../../modules/checkout/index.ts'
import { buyerProcedure, NoInput, publicProcedure, router } from './trpc.ts'

export const subscriptionsRouter = router({
  plans: publicProcedure
    .input(NoInput)
    .output(PlanList)
    .query(({ ctx }) => ctx.run(listPlans, undefined)),
  start: publicProcedure
    .input(StartSubscriptionInput)
    .output(StartedCheckout)
    .mutation(({ ctx, input }) => {
      const actor = ctx.withVisit()
      const { frontUrl } = ctx.deps.config
      return ctx.run(
        startCheckout,
        {
          source: 'shop',
          forSite: null,
          buy: { planPriceId: input.priceId },
          email: input.email,
          country: input.country,
          expectedTotal: null,
          buyAgain: false,
          successUrl: returnPages(frontUrl).successUrl,
          cancelUrl: `${frontUrl}/prices`,
          idempotency:
            ctx.idempotencyKey === null || actor.visitHash === null
              ? null
              : {
                  scope: `subscriptions.start:${actor.visitHash.toString('base64url')}`,
                  key: ctx.idempotencyKey,
                  asked: input,
                },
        },
        actor,
      )
    }),
  mine: buyerProcedure
    .input(NoInput)
    .output(SubscriptionList)
    .query(({ ctx }) => ctx.run(listOwnSubscriptions, undefined)),
  get: buyerProcedure
    .input(SubscriptionRef)
    .output(Subscription)
    .query(({ ctx, input }) => ctx.run(getSubscription, input)),
  options: buyerProcedure
    .input(SubscriptionRef)
    .output(ChangeOptions)
    .query(({ ctx, input }) => ctx.run(listChangeOptions, input)),
  previewChange: buyerProcedure
    .input(PreviewChangeInput)
    .output(ChangePreview)
    .mutation(({ ctx, input }) => ctx.run(previewChange, input)),
  change: buyerProcedure
    .input(ChangePlanInput)
    .output(Subscription)
    .mutation(({ ctx, input }) => ctx.run(changePlan, input)),
  cancel: buyerProcedure
    .input(CancelSubscriptionInput)
    .output(Subscription)
    .mutation(({ ctx, input }) => ctx.run(cancelSubscription, input)),
  keep: buyerProcedure
    .input(SubscriptionRef)
    .output(Subscription)
    .mutation(({ ctx, input }) => ctx.run(keepSubscription, input)),
  pause: buyerProcedure
    .input(PauseSubscriptionInput)
    .output(Subscription)
    .mutation(({ ctx, input }) => ctx.run(pauseSubscription, input)),
  resume: buyerProcedure
    .input(SubscriptionRef)
    .output(Subscription)
    .mutation(({ ctx, input }) => ctx.run(resumeSubscription, input)),
  openPortal: buyerProcedure
    .input(OpenPortalInput)
    .output(PortalLink)
    .mutation(({ ctx, input }) => ctx.run(openPortal, input)),
  invoices: buyerProcedure
    .input(ListInvoicesInput)
    .output(InvoicePage)
    .query(({ ctx, input }) => ctx.run(listInvoices, input)),
  openInvoice: buyerProcedure
    .input(OpenInvoiceInput)
    .output(InvoiceLinks)
    .mutation(({ ctx, input }) => ctx.run(openInvoice, input)),
})
