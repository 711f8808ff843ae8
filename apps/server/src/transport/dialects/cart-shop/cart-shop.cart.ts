import { id } from '@cashwrap/shared/contracts/primitives'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Deps } from '../../../app/deps.ts'
import type { Actor } from '../../../modules/auth/index.ts'
import {
  addToCart,
  applyCoupon,
  changeQuantity,
  removeCoupon,
  removeFromCart,
  viewCart,
} from '../../../modules/cart/index.ts'
import { findNamedProduct } from '../../../modules/catalogue/index.ts'
import { SENTENCES } from '../../http/answer-errors.ts'
import type { DocsAnswer, DocsAuth, RouteDocs } from '../../http/openapi/route-docs.ts'
import { cookieJar } from '../../http/plugins/cookies.ts'
import { readCookieActor } from '../../http/read-actor.ts'
import type { Envelope } from '../../http/rest-scope.ts'
import { sentBody } from '../../http/sent-body.ts'
import { cartAnswers, send } from './cart-answers.ts'
import { AddItemBody, CartAnswer, CartQuery, ChangeItemBody, CouponBody } from './cart-shop.wire.ts'
import { changeOnce } from './change-once.ts'
import { readBody } from './read-body.ts'

const auth: readonly DocsAuth[] = ['visitCookie']
const answers: Readonly<Record<number, DocsAnswer>> = {
  200: { description: 'The cart as it is now.', schema: CartAnswer },
}
const params = z.object({ id: z.string() })

const DOCS = {
  view: { summary: 'What is in the cart', auth, query: CartQuery, answers },
  add: {
    summary: 'Put something into the cart',
    description:
      'More of what is in it already is added to that item. Without a `session_id` a session begins here and its cookie is set. With an `Idempotency-Key` it is the same session when the call is repeated, so the key must be random: whoever has it, has the session.',
    body: AddItemBody,
    takesKey: true,
    answers,
  },
  change: { summary: 'How many of an item', auth, params, body: ChangeItemBody, answers },
  remove: { summary: 'Take an item out', auth, params, answers },
  useCoupon: { summary: 'Use a coupon', auth, body: CouponBody, takesKey: true, answers },
  leaveCoupon: { summary: 'Leave the coupon out', auth, answers },
} as const satisfies Record<string, RouteDocs>

type OfItem = { Params: { id: string } }
const LineId = id<'cart-line'>()
const GONE = { kind: 'not-found', what: 'cart-line' } as const

/** The cart of the browser, by REST. It is the cart of the shop's own pages. */
export function cartRoutes(scope: FastifyInstance, deps: Deps, envelope: Envelope): void {
  const to = cartAnswers(deps, envelope)
  const caller = async (request: FastifyRequest, reply: FastifyReply): Promise<Actor> =>
    (await readCookieActor(deps, request, cookieJar(deps.config, request, reply))).actor

  scope.get('/api/cart', { config: { docs: DOCS.view } }, async (request, reply) => {
    const actor = await caller(request, reply)
    return send(reply, await to.cart(actor, await viewCart(deps, actor, CartQuery.parse(request.query))))
  })

  scope.post(
    '/api/cart/items',
    { config: { docs: DOCS.add } },
    changeOnce(deps, to, {
      name: 'add',
      body: AddItemBody,
      beginsSession: true,
      run: async (visitor, { productId, quantity }) => {
        const product = await findNamedProduct(deps, visitor, { product: productId })
        return product.ok ? addToCart(deps, visitor, { productId: product.value, quantity }) : product
      },
    }),
  )

  scope.patch<OfItem>('/api/cart/items/:id', { config: { docs: DOCS.change } }, async (request, reply) => {
    const actor = await caller(request, reply)
    if (sentBody(request).kind === 'malformed') return send(reply, to.bad(SENTENCES[400]))
    const asked = readBody(ChangeItemBody, request)
    if (!asked.ok) return send(reply, to.bad(asked.failure))
    const lineId = LineId.safeParse(request.params.id)
    if (!lineId.success) return send(reply, to.refuse(GONE))
    const changed = await changeQuantity(deps, actor, { lineId: lineId.data, quantity: asked.value.quantity })
    return send(reply, await to.cart(actor, changed))
  })

  scope.delete<OfItem>('/api/cart/items/:id', { config: { docs: DOCS.remove } }, async (request, reply) => {
    const actor = await caller(request, reply)
    const lineId = LineId.safeParse(request.params.id)
    if (!lineId.success) return send(reply, to.refuse(GONE))
    return send(reply, await to.cart(actor, await removeFromCart(deps, actor, { lineId: lineId.data })))
  })

  scope.post(
    '/api/cart/coupon',
    { config: { docs: DOCS.useCoupon } },
    changeOnce(deps, to, {
      name: 'coupon',
      body: CouponBody,
      beginsSession: false,
      run: (visitor, { code }) => applyCoupon(deps, visitor, { code }),
    }),
  )

  scope.delete('/api/cart/coupon', { config: { docs: DOCS.leaveCoupon } }, async (request, reply) => {
    const actor = await caller(request, reply)
    return send(reply, await to.cart(actor, await removeCoupon(deps, actor, undefined)))
  })
}
