import type { PaymentIntentObject, PaymentMethodObject, SetupIntentObject } from '../state/object-types.ts'

export type StripeErrorType =
  | 'api_error'
  | 'card_error'
  | 'idempotency_error'
  | 'invalid_request_error'
  | 'rate_limit_error'

/** The `error` object of an answer that is not 2xx. */
export type StripeErrorBody = {
  type: StripeErrorType
  message: string
  code?: string
  param?: string
  decline_code?: string
  advice_code?: string
  doc_url?: string
  charge?: string
  payment_intent?: PaymentIntentObject
  payment_method?: PaymentMethodObject
  setup_intent?: SetupIntentObject
  request_log_url?: string
}

type Traits = {
  /** Refused before the call began to run: the idempotency key stays free. */
  isValidation?: boolean
  headers?: Record<string, string>
}

/** An answer that is an error. Thrown in an endpoint, it undoes what the call had changed. */
export class StripeFailure extends Error {
  readonly status: number
  readonly body: StripeErrorBody
  readonly isValidation: boolean
  readonly headers: Record<string, string>

  constructor(status: number, body: StripeErrorBody, traits: Traits = {}) {
    super(body.message)
    this.status = status
    this.body =
      body.code === undefined ? body : { ...body, doc_url: `https://stripe.com/docs/error-codes/${docName(body.code)}` }
    this.isValidation = traits.isValidation ?? false
    this.headers = traits.headers ?? {}
  }
}

function docName(code: string): string {
  return code.replaceAll('_', '-')
}

/** A parameter that Stripe refuses on sight. */
export function invalidParameter(message: string, param?: string, code?: string): StripeFailure {
  return new StripeFailure(
    400,
    {
      type: 'invalid_request_error',
      message,
      ...(code === undefined ? {} : { code }),
      ...(param === undefined ? {} : { param }),
    },
    { isValidation: true },
  )
}

/** A request that is well-formed and cannot be done in the present state. */
export function invalidRequest(message: string, options: { code?: string; param?: string } = {}): StripeFailure {
  return new StripeFailure(400, { type: 'invalid_request_error', message, ...options })
}

/** An id that names nothing: 404 when it stands in the path, 400 when it is a parameter. */
export function noSuch(noun: string, id: string, param: string, status: 400 | 404 = 400): StripeFailure {
  return new StripeFailure(status, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such ${noun}: '${id}'`,
    param,
  })
}

/** What a PaymentIntent of this status does not allow. */
export function unexpectedIntentState(intent: PaymentIntentObject, message: string): StripeFailure {
  return new StripeFailure(400, {
    type: 'invalid_request_error',
    code: 'payment_intent_unexpected_state',
    message,
    payment_intent: intent,
  })
}
