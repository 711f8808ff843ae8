import type { Migration } from 'kysely/migration'
import * as accounts from './0001-accounts.ts'
import * as catalogue from './0002-catalogue.ts'
import * as cartsAndOrders from './0003-carts-and-orders.ts'
import * as checkout from './0004-checkout.ts'
import * as refunds from './0005-refunds.ts'
import * as sellersAndIdentities from './0006-sellers-and-identities.ts'
import * as baskets from './0007-baskets.ts'
import * as tokenGeneration from './0008-token-generation.ts'
import * as cartChanges from './0009-cart-changes.ts'
import * as transferGenerations from './0010-transfer-generations.ts'
import * as buyingAgain from './0011-buying-again.ts'
import * as accountPlatforms from './0012-account-platforms.ts'
import * as sitesAndCredits from './0013-sites-and-credits.ts'
import * as outgoingWebhooks from './0014-outgoing-webhooks.ts'
import * as refundsMadeAtTheProvider from './0015-refunds-made-at-the-provider.ts'
import * as subscriptions from './0016-subscriptions.ts'
import * as whoseEvents from './0017-whose-events.ts'

/** Forward only, in this order; a record and not a folder scan, so that bundlers and the compiler see every one. */
export const migrations: Record<string, Migration> = {
  '0001-accounts': accounts,
  '0002-catalogue': catalogue,
  '0003-carts-and-orders': cartsAndOrders,
  '0004-checkout': checkout,
  '0005-refunds': refunds,
  '0006-sellers-and-identities': sellersAndIdentities,
  '0007-baskets': baskets,
  '0008-token-generation': tokenGeneration,
  '0009-cart-changes': cartChanges,
  '0010-transfer-generations': transferGenerations,
  '0011-buying-again': buyingAgain,
  '0012-account-platforms': accountPlatforms,
  '0013-sites-and-credits': sitesAndCredits,
  '0014-outgoing-webhooks': outgoingWebhooks,
  '0015-refunds-made-at-the-provider': refundsMadeAtTheProvider,
  '0016-subscriptions': subscriptions,
  '0017-whose-events': whoseEvents,
}
