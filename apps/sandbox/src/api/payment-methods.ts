import { z } from 'zod'
import { type Endpoint, endpoint, pathId } from '../wire/endpoint.ts'
import { noSuch } from '../wire/errors.ts'
import * as params from '../wire/params.ts'

export const paymentMethodEndpoints: readonly Endpoint[] = [
  endpoint('GET', '/v1/payment_methods/:id', z.strictObject({ expand: params.expand() }), (call, _given, path) => {
    const method = call.store.get('payment_method', pathId(path))
    if (!method) throw noSuch('PaymentMethod', pathId(path), 'payment_method', 404)
    return method
  }),
]
