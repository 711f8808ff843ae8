import type { PriceId } from '../../ids/ids.ts'

/** Which of our prices a recurring price at the provider is. */
export interface ProviderPricesTable {
  provider_price_id: string
  price_id: PriceId
  created_at: Date
}
