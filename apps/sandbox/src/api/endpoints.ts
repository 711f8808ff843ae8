import type { Endpoint } from '../wire/endpoint.ts'
import { accountLinkEndpoints } from './account-links.ts'
import { accountEndpoints } from './accounts.ts'
import { applicationFeeEndpoints } from './application-fees.ts'
import { balanceEndpoints } from './balance.ts'
import { balanceTransactionEndpoints } from './balance-transactions.ts'
import { billingPortalEndpoints } from './billing-portal.ts'
import { chargeEndpoints } from './charges.ts'
import { checkoutSessionEndpoints } from './checkout-sessions.ts'
import { couponEndpoints } from './coupons.ts'
import { customerEndpoints } from './customers.ts'
import { eventEndpoints } from './events.ts'
import { invoiceItemEndpoints } from './invoice-items.ts'
import { invoicePaymentEndpoints } from './invoice-payments.ts'
import { invoiceEndpoints } from './invoices.ts'
import { paymentIntentEndpoints } from './payment-intents.ts'
import { paymentMethodEndpoints } from './payment-methods.ts'
import { priceEndpoints } from './prices.ts'
import { productEndpoints } from './products.ts'
import { promotionCodeEndpoints } from './promotion-codes.ts'
import { refundEndpoints } from './refunds.ts'
import { setupIntentEndpoints } from './setup-intents.ts'
import { subscriptionItemEndpoints } from './subscription-items.ts'
import { subscriptionEndpoints } from './subscriptions.ts'
import { taxRateEndpoints } from './tax-rates.ts'
import { testClockEndpoints } from './test-clocks.ts'
import { transferEndpoints } from './transfers.ts'
import { webhookEndpointEndpoints } from './webhook-endpoints.ts'

/** Every operation the sandbox emulates. The README lists them, and a test compares the two. */
export const ENDPOINTS: readonly Endpoint[] = [
  ...productEndpoints,
  ...priceEndpoints,
  ...customerEndpoints,
  ...couponEndpoints,
  ...promotionCodeEndpoints,
  ...checkoutSessionEndpoints,
  ...paymentIntentEndpoints,
  ...paymentMethodEndpoints,
  ...setupIntentEndpoints,
  ...taxRateEndpoints,
  ...billingPortalEndpoints,
  ...subscriptionEndpoints,
  ...subscriptionItemEndpoints,
  ...invoiceEndpoints,
  ...invoiceItemEndpoints,
  ...invoicePaymentEndpoints,
  ...chargeEndpoints,
  ...refundEndpoints,
  ...balanceTransactionEndpoints,
  ...accountEndpoints,
  ...accountLinkEndpoints,
  ...transferEndpoints,
  ...applicationFeeEndpoints,
  ...balanceEndpoints,
  ...eventEndpoints,
  ...webhookEndpointEndpoints,
  ...testClockEndpoints,
]
