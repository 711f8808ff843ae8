import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../../app/deps.ts'
import { restScope } from '../../http/rest-scope.ts'
import { cartRoutes } from './cart-shop.cart.ts'
import { checkoutRoute } from './cart-shop.checkout.ts'
import { examples } from './cart-shop.examples.ts'
import { CartShopError, errorEnvelope } from './cart-shop.wire.ts'

/** The front ends of a course shop whose carts belong to a browser's `session_id`. */
export function cartShop(app: FastifyInstance, deps: Deps): Promise<void> {
  const envelope = errorEnvelope(deps.config.stripe.mode === 'live')
  return restScope(
    app,
    deps,
    {
      tag: {
        name: 'Cart shop',
        description:
          'A shop whose cart belongs to the cookie `session_id`, the same that this server’s own pages use. Amounts are in minor units.',
      },
      error: CartShopError,
      envelope,
      examples,
      cookies: true,
      unknownUnder: ['/api/cart'],
    },
    (scope) => {
      scope.addHook('onRequest', async (_request, reply) => {
        reply.header('cache-control', 'private, no-store')
      })
      checkoutRoute(scope, deps, envelope)
      cartRoutes(scope, deps, envelope)
    },
  )
}
