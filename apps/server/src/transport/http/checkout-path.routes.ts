import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Deps } from '../../app/deps.ts'
import { examples as quickExamples } from '../dialects/quick-checkout/quick-checkout.examples.ts'
import { startQuickCheckout } from '../dialects/quick-checkout/quick-checkout.ts'
import {
  QuickCheckout,
  QuickCheckoutStarted,
  QuickError,
  envelope as quickEnvelope,
} from '../dialects/quick-checkout/quick-checkout.wire.ts'
import { startPurchase, VIDEOS } from '../dialects/video-marketplace/purchases.ts'
import { examples } from '../dialects/video-marketplace/video-marketplace.examples.ts'
import { MARKETPLACE_TAG } from '../dialects/video-marketplace/video-marketplace.ts'
import {
  BuyVideo,
  envelope,
  FreeVideo,
  MarketplaceError,
  PurchaseStarted,
} from '../dialects/video-marketplace/video-marketplace.wire.ts'
import { answerErrors } from './answer-errors.ts'
import { type RouteDocs, UNSAID } from './openapi/route-docs.ts'
import { restScope } from './rest-scope.ts'
import { type SentBody, sentBody } from './sent-body.ts'

const BUY: RouteDocs = {
  summary: 'Buy a video, or one product with one click',
  description:
    'Two older systems had this address. A body with `productId` and without `videoId` is a quick checkout, for which nobody signs in and whose errors are `{"error": "…"}`; everything else is the video marketplace’s.',
  auth: ['bearer', UNSAID],
  body: BuyVideo.or(QuickCheckout),
  takesKey: true,
  answers: {
    200: {
      description: 'A session to pay; or access at once where it is free.',
      schema: z.union([PurchaseStarted, FreeVideo, QuickCheckoutStarted]),
    },
  },
  error: MarketplaceError.or(QuickError),
}

/** `POST /api/checkout`, which two dialects share: the body says whose it is, its errors included. */
export const checkoutPath = (app: FastifyInstance, deps: Deps): Promise<void> =>
  restScope(
    app,
    deps,
    {
      tag: MARKETPLACE_TAG,
      error: MarketplaceError,
      envelope,
      examples: { ...examples, ...quickExamples },
      cookies: false,
    },
    (scope) => {
      const answerMarketplace = answerErrors(envelope)
      const answerQuick = answerErrors(quickEnvelope)
      scope.post(
        '/api/checkout',
        {
          config: { docs: BUY },
          errorHandler: (error, request, reply) =>
            (isQuick(sentBody(request)) ? answerQuick : answerMarketplace)(error, request, reply),
        },
        (request, reply) => {
          reply.header('cache-control', 'no-store')
          const sent = sentBody(request)
          return isQuick(sent)
            ? startQuickCheckout(deps, request, reply, sent.value)
            : startPurchase(deps, request, reply, VIDEOS)
        },
      )
    },
  )

function isQuick(sent: SentBody): sent is Extract<SentBody, { kind: 'json' }> {
  if (sent.kind !== 'json' || typeof sent.value !== 'object' || sent.value === null) return false
  return 'productId' in sent.value && !('videoId' in sent.value)
}
