import type { Cart } from '@cashwrap/shared/contracts/cart'
import type { Result } from '@cashwrap/shared/result'
import type { FastifyReply } from 'fastify'
import type { z } from 'zod'
import type { Deps } from '../../../app/deps.ts'
import type { Actor } from '../../../modules/auth/index.ts'
import { externalIds } from '../../../modules/catalogue/index.ts'
import type { Envelope } from '../../http/rest-scope.ts'
import type { Answer } from '../../http/with-idempotency.ts'
import { type Refused, refusalOf } from './cart-shop.refusals.ts'
import type { CartAnswer } from './cart-shop.wire.ts'
import { toShopCart } from './to-shop-cart.ts'

export interface CartAnswers {
  /** For a fault of the request itself. */
  bad(error: string): Answer
  refuse(failure: Refused): Answer
  cart(actor: Actor, cart: Result<Cart, Refused>): Promise<Answer>
}

export function cartAnswers(deps: Deps, envelope: Envelope): CartAnswers {
  const refuse = (failure: Refused): Answer => {
    const { status, error, details } = refusalOf(failure)
    return { status, body: envelope(status, error, details) }
  }
  return {
    bad: (error) => ({ status: 400, body: envelope(400, error) }),
    refuse,
    async cart(actor, cart) {
      if (!cart.ok) return refuse(cart.failure)
      const names = await externalIds(
        deps,
        actor,
        cart.value.lines.map((line) => line.productId),
      )
      const body: z.infer<typeof CartAnswer> = {
        success: true,
        cart: toShopCart(cart.value, names.value, deps.config.shop.currency),
      }
      return { status: 200, body }
    },
  }
}

export const send = (reply: FastifyReply, { status, body, headers = {} }: Answer): FastifyReply =>
  reply.code(status).headers(headers).send(body)
