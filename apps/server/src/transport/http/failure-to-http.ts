import type { FailureKind } from '@cashwrap/shared/contracts/failures'

/** The one table from what went wrong to a status; a forgotten kind does not compile. */
export const HTTP_STATUS = {
  'invalid-input': 400,
  'not-found': 404,
  'cart-empty': 422,
  'cart-full': 422,
  'cart-unavailable': 503,
  'mixed-currencies': 422,
  'not-for-sale': 409,
  'price-changed': 409,
  'already-owned': 409,
  'seats-gone': 409,
  'coupon-refused': 409,
  'country-needed': 422,
  'amount-too-small': 422,
  'already-paid': 409,
  'provider-unavailable': 503,
  'seller-not-ready': 409,
  'not-onboarded': 409,
  'idempotency-key-reused': 422,
  'idempotency-key-in-progress': 409,
  'sign-in-required': 401,
  'not-allowed': 403,
  'sign-in-refused': 401,
  'too-many-requests': 429,
  internal: 500,
} as const satisfies Record<FailureKind, number>
