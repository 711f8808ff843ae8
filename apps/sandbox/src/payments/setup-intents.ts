import type Stripe from 'stripe'
import type { Call } from '../context.ts'
import type { PaymentMethodObject, SetupIntentObject } from '../state/object-types.ts'
import { emit } from '../webhooks/emit.ts'
import { ids, randomToken } from '../wire/ids.ts'
import { rememberAuthentication } from './authenticated-methods.ts'
import { declineWhenKept, keepMethod } from './keep-method.ts'
import type { Decline, TestCard } from './test-cards.ts'

export type NewSetupIntent = {
  customer: string | null
  description?: string | null
  metadata?: Stripe.Metadata
  usage?: 'off_session' | 'on_session'
}

export type SetupOutcome =
  | { outcome: 'succeeded'; intent: SetupIntentObject }
  | { outcome: 'requires_action'; intent: SetupIntentObject }
  | { outcome: 'declined'; intent: SetupIntentObject; decline: Decline }

const NOT_AUTHENTICATED: Decline = {
  code: 'setup_intent_authentication_failure',
  message:
    'The latest attempt to set up the payment method has failed because authentication failed. Please provide a new payment method and try again.',
}

/** A SetupIntent that awaits a card, with its event. */
export function createSetupIntent(call: Call, fields: NewSetupIntent): SetupIntentObject {
  const id = ids.setupIntent()
  const intent: SetupIntentObject = {
    id,
    object: 'setup_intent',
    allowed_payment_method_types: null,
    application: null,
    automatic_payment_methods: null,
    cancellation_reason: null,
    client_secret: `${id}_secret_${randomToken(25)}`,
    created: call.sandbox.clock.now(),
    customer: fields.customer,
    customer_account: null,
    description: fields.description ?? null,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    mandate: null,
    metadata: fields.metadata ?? {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: { card: { mandate_options: null, network: null, request_three_d_secure: 'automatic' } },
    payment_method_types: ['card'],
    single_use_mandate: null,
    status: 'requires_payment_method',
    usage: fields.usage ?? 'off_session',
  }
  call.store.put('setup_intent', intent, call.account)
  emit(call, 'setup_intent.created', intent)
  return intent
}

/**
 * Asks the bank whether a card may be kept, and keeps it for the intent's customer if so. Cards that want 3-D Secure
 * first ask for it: `answer` is what their owner said.
 */
export function setUpCard(
  call: Call,
  intent: SetupIntentObject,
  card: TestCard,
  method: PaymentMethodObject,
  answer: 'complete' | 'fail' | undefined,
): SetupOutcome {
  if (card.threeDSecure && answer === undefined) {
    const waiting = call.store.put('setup_intent', {
      ...intent,
      last_setup_error: null,
      next_action: {
        type: 'use_stripe_sdk',
        use_stripe_sdk: { type: 'three_d_secure_redirect' },
      },
      payment_method: method.id,
      status: 'requires_action',
    })
    emit(call, 'setup_intent.requires_action', waiting)
    return { outcome: 'requires_action', intent: waiting }
  }
  const decline = card.threeDSecure && answer === 'fail' ? NOT_AUTHENTICATED : declineWhenKept(card)
  if (decline) return { outcome: 'declined', intent: failSetup(call, intent, method, decline), decline }
  if (card.threeDSecure) rememberAuthentication(call, method)
  const customer = intent.customer === null ? undefined : call.store.get('customer', intent.customer)
  if (customer) keepMethod(call, card, method, customer)
  const succeeded = call.store.put('setup_intent', {
    ...intent,
    last_setup_error: null,
    next_action: null,
    payment_method: method.id,
    status: 'succeeded',
  })
  emit(call, 'setup_intent.succeeded', succeeded)
  return { outcome: 'succeeded', intent: succeeded }
}

function failSetup(
  call: Call,
  intent: SetupIntentObject,
  method: PaymentMethodObject,
  decline: Decline,
): SetupIntentObject {
  const failed = call.store.put('setup_intent', {
    ...intent,
    last_setup_error: {
      ...(decline.adviceCode === undefined ? {} : { advice_code: decline.adviceCode }),
      code: decline.code,
      ...(decline.declineCode === undefined ? {} : { decline_code: decline.declineCode }),
      doc_url: `https://stripe.com/docs/error-codes/${decline.code.replaceAll('_', '-')}`,
      message: decline.message,
      payment_method: method,
      type: decline === NOT_AUTHENTICATED ? 'invalid_request_error' : 'card_error',
    },
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  })
  emit(call, 'setup_intent.setup_failed', failed)
  return failed
}
