import { z } from 'zod'
import type { Call } from '../context.ts'
import { createSetupIntent, setUpCard } from '../payments/setup-intents.ts'
import { useStoredCard } from '../payments/stored-cards.ts'
import type { SetupIntentObject } from '../state/object-types.ts'
import { type Endpoint, endpoint, KeptFailure, pathId } from '../wire/endpoint.ts'
import { invalidParameter, invalidRequest } from '../wire/errors.ts'
import { findByParam, findByPath } from '../wire/find.ts'
import { newMetadata } from '../wire/metadata.ts'
import * as params from '../wire/params.ts'
import { refuseSpent } from './payment-methods.ts'

const CreateSetup = z.strictObject({
  allowed_payment_method_types: params.notEmulated(),
  attach_to_self: params.notEmulated(),
  automatic_payment_methods: params.notEmulated(),
  confirm: params.boolean().optional(),
  confirmation_token: params.notEmulated(),
  customer: params.text().optional(),
  customer_account: params.notEmulated(),
  description: params.text(1000).optional(),
  excluded_payment_method_types: params.notEmulated(),
  expand: params.expand(),
  flow_directions: params.notEmulated(),
  mandate_data: params.notEmulated(),
  metadata: params.metadata().optional(),
  on_behalf_of: params.notEmulated(),
  payment_method: params.text().optional(),
  payment_method_configuration: params.notEmulated(),
  payment_method_data: params.notEmulated(),
  payment_method_options: params.notEmulated(),
  payment_method_types: params.list(params.oneOf(['card'])).optional(),
  return_url: params.notEmulated(),
  single_use: params.notEmulated(),
  usage: params.oneOf(['off_session', 'on_session']).optional(),
  use_stripe_sdk: params.boolean().optional(),
})

const ConfirmSetup = z.strictObject({
  confirmation_token: params.notEmulated(),
  expand: params.expand(),
  mandate_data: params.notEmulated(),
  payment_method: params.text().optional(),
  payment_method_data: params.notEmulated(),
  payment_method_options: params.notEmulated(),
  return_url: params.notEmulated(),
  use_stripe_sdk: params.boolean().optional(),
})

/** Keeping a card without charging it, as a shop's server does with a card that it has by its id or name. */
export const setupIntentEndpoints: readonly Endpoint[] = [
  endpoint('POST', '/v1/setup_intents', CreateSetup, (call, given) => {
    if (given.customer !== undefined) findByParam(call, 'customer', 'customer', given.customer, 'customer')
    const intent = createSetupIntent(call, {
      customer: given.customer ?? null,
      description: given.description ?? null,
      metadata: newMetadata(given.metadata),
      usage: given.usage ?? 'off_session',
    })
    if (given.confirm) return confirmSetup(call, intent, given.payment_method)
    if (given.payment_method === undefined) return intent
    const { method } = useStoredCard(call, given.payment_method)
    return call.store.put('setup_intent', { ...intent, payment_method: method.id, status: 'requires_confirmation' })
  }),

  endpoint('GET', '/v1/setup_intents/:id', z.strictObject({ expand: params.expand() }), (call, _given, path) =>
    findByPath(call, 'setup_intent', 'setupintent', pathId(path)),
  ),

  endpoint('POST', '/v1/setup_intents/:id/confirm', ConfirmSetup, (call, given, path) => {
    const intent = findByPath(call, 'setup_intent', 'setupintent', pathId(path))
    if (!['requires_payment_method', 'requires_confirmation'].includes(intent.status)) {
      throw invalidRequest(`You cannot confirm this SetupIntent because it has a status of ${intent.status}.`, {
        code: 'setup_intent_unexpected_state',
      })
    }
    return confirmSetup(call, intent, given.payment_method)
  }),
]

function confirmSetup(
  call: Call,
  intent: SetupIntentObject,
  chosen: string | undefined,
): SetupIntentObject | KeptFailure {
  const id = chosen ?? intent.payment_method
  if (id === null) {
    throw invalidParameter(
      'You cannot confirm this SetupIntent because it is missing a payment method. Provide one with `payment_method`.',
      'payment_method',
      'parameter_missing',
    )
  }
  const { card, method } = useStoredCard(call, id)
  refuseSpent(call, method)
  const attempt = setUpCard(call, intent, card, method, undefined)
  if (attempt.outcome !== 'declined') return attempt.intent
  const { code, declineCode, message } = attempt.decline
  return new KeptFailure(402, {
    type: 'card_error',
    code,
    message,
    ...(declineCode === undefined ? {} : { decline_code: declineCode }),
    payment_method: method,
    setup_intent: attempt.intent,
  })
}
