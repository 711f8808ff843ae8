import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../../../app/deps.ts'
import { returnPages, startCheckout, verifyPurchase } from '../../../modules/checkout/index.ts'
import { readBearerActor } from '../../http/read-actor.ts'
import { read, readKey, refuse, sentFields } from './answering.ts'
import { NO_TOKEN, refusalOf } from './video-marketplace.refusals.ts'
import { BuyLesson, BuyVideo, VerifyLesson, VerifyVideo } from './video-marketplace.wire.ts'

/** What this dialect sells: the same calls for each, under another name. */
export const VIDEOS = {
  kind: 'video',
  product: 'Video',
  route: 'checkout',
  toBuy: BuyVideo.transform(({ videoId, ...rest }) => ({ id: videoId, ...rest })),
  toVerify: VerifyVideo.transform(({ videoId, ...rest }) => ({ id: videoId, ...rest })),
  named: (id: string) => ({ videoId: id }),
} as const
export const LESSONS = {
  kind: 'lesson',
  product: 'Lesson',
  route: 'checkout-lesson',
  toBuy: BuyLesson.transform(({ lessonId, ...rest }) => ({ id: lessonId, ...rest })),
  toVerify: VerifyLesson.transform(({ lessonId, ...rest }) => ({ id: lessonId, ...rest })),
  named: (id: string) => ({ lessonId: id }),
} as const
type Goods = typeof VIDEOS | typeof LESSONS

/** Sells one video or lesson: a session to pay, or access at once where it costs nothing. */
export async function startPurchase(
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  goods: Goods,
): Promise<FastifyReply> {
  const actor = await readBearerActor(deps, request)
  if (actor === null) return refuse(reply, NO_TOKEN)
  const key = readKey(request, actor, goods.route)
  if (!key.ok) return refuse(reply, key.failure)
  const fields = sentFields(request)
  const sent = read(goods.toBuy, fields)
  if (!sent.ok) return refuse(reply, sent.failure)

  const words = { product: goods.product, broken: 'Failed to create checkout session' }
  const { id, priceId, instructorId, country } = sent.value
  const started = await startCheckout(deps, actor, {
    source: 'video-marketplace',
    forSite: null,
    buy: { offer: { product: id, kinds: [goods.kind], price: priceId, seller: instructorId }, quantity: 1 },
    email: null,
    country,
    expectedTotal: null,
    buyAgain: false,
    ...returnPages(deps.config.frontUrl),
    idempotency: key.value && { ...key.value, asked: fields },
  })
  if (!started.ok) return refuse(reply, refusalOf(started.failure, words))
  return reply.send(
    started.value.status === 'completed'
      ? { ...goods.named(id), free: true, success: true }
      : { sessionId: started.value.sessionId, sessionUrl: started.value.url, success: true },
  )
}

/** Whether the caller has it. Fields come in the query or the body; of one that is in both, the body's counts. */
export async function answerVerification(
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  goods: Goods,
): Promise<FastifyReply> {
  const actor = await readBearerActor(deps, request)
  if (actor === null) return refuse(reply, NO_TOKEN)
  const sent = read(goods.toVerify, { ...Object(request.query), ...sentFields(request) })
  if (!sent.ok) return refuse(reply, sent.failure)
  const { id, sessionId } = sent.value
  const verified = await verifyPurchase(deps, actor, { product: id, kinds: [goods.kind], sessionId })
  if (!verified.ok)
    return refuse(
      reply,
      refusalOf(verified.failure, { product: goods.product, broken: 'Failed to verify the purchase' }),
    )
  const { hasAccess, purchasedAt, orderId } = verified.value
  return reply.send({
    data: { ...goods.named(id), hasAccess, purchasedAt: purchasedAt?.toISOString() ?? null, orderId },
    success: true,
  })
}
