import {
  CreateWebhookEndpointInput,
  ListWebhookDeliveriesInput,
  NamedWebhookDelivery,
  NamedWebhookEndpoint,
  ReplayableWebhooks,
  ReplayedWebhooks,
  ReplayWebhooksInput,
  SendTestWebhookInput,
  SentTestWebhook,
  UpdateWebhookEndpointInput,
  WebhookDeliveryDetail,
  WebhookDeliveryPage,
  WebhookEndpoint,
  WebhookEndpointWithSecret,
  WebhookEventChoice,
  WebhookSideInput,
} from '@cashwrap/shared/contracts/webhooks'
import { z } from 'zod'
import {
  countReplayable,
  createEndpoint,
  disableEndpoint,
  enableEndpoint,
  listDeliveries,
  listEndpoints,
  listEventTypes,
  removeEndpoint,
  replayDeliveries,
  replayDelivery,
  rotateSecret,
  sendTest,
  showDelivery,
  updateEndpoint,
} from '../../modules/webhooks-out/index.ts'
import { buyerProcedure, router } from './trpc.ts'

/** For staff about the shop's webhooks, for sellers about their own; each use-case looks who asks. */
export const webhooksRouter = router({
  eventTypes: buyerProcedure
    .input(WebhookSideInput)
    .output(z.array(WebhookEventChoice))
    .query(({ ctx, input }) => ctx.run(listEventTypes, input)),
  endpoints: buyerProcedure
    .input(WebhookSideInput)
    .output(z.array(WebhookEndpoint))
    .query(({ ctx, input }) => ctx.run(listEndpoints, input)),
  create: buyerProcedure
    .input(CreateWebhookEndpointInput)
    .output(WebhookEndpointWithSecret)
    .mutation(({ ctx, input }) => ctx.run(createEndpoint, input)),
  update: buyerProcedure
    .input(UpdateWebhookEndpointInput)
    .output(WebhookEndpoint)
    .mutation(({ ctx, input }) => ctx.run(updateEndpoint, input)),
  rotateSecret: buyerProcedure
    .input(NamedWebhookEndpoint)
    .output(WebhookEndpointWithSecret)
    .mutation(({ ctx, input }) => ctx.run(rotateSecret, input)),
  disable: buyerProcedure
    .input(NamedWebhookEndpoint)
    .output(WebhookEndpoint)
    .mutation(({ ctx, input }) => ctx.run(disableEndpoint, input)),
  enable: buyerProcedure
    .input(NamedWebhookEndpoint)
    .output(WebhookEndpoint)
    .mutation(({ ctx, input }) => ctx.run(enableEndpoint, input)),
  remove: buyerProcedure
    .input(NamedWebhookEndpoint)
    .output(z.object({ isRemoved: z.literal(true) }))
    .mutation(({ ctx, input }) => ctx.run(removeEndpoint, input)),
  sendTest: buyerProcedure
    .input(SendTestWebhookInput)
    .output(SentTestWebhook)
    .mutation(({ ctx, input }) => ctx.run(sendTest, input)),
  deliveries: buyerProcedure
    .input(ListWebhookDeliveriesInput)
    .output(WebhookDeliveryPage)
    .query(({ ctx, input }) => ctx.run(listDeliveries, input)),
  delivery: buyerProcedure
    .input(NamedWebhookDelivery)
    .output(WebhookDeliveryDetail)
    .query(({ ctx, input }) => ctx.run(showDelivery, input)),
  replay: buyerProcedure
    .input(NamedWebhookDelivery)
    .output(z.object({ isQueued: z.literal(true) }))
    .mutation(({ ctx, input }) => ctx.run(replayDelivery, input)),
  /** How many `replayMany` would replay. */
  replayable: buyerProcedure
    .input(ReplayWebhooksInput)
    .output(ReplayableWebhooks)
    .query(({ ctx, input }) => ctx.run(countReplayable, input)),
  replayMany: buyerProcedure
    .input(ReplayWebhooksInput)
    .output(ReplayedWebhooks)
    .mutation(({ ctx, input }) => ctx.run(replayDeliveries, input)),
})
