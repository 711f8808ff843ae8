import type Stripe from 'stripe'

export interface PriceObject
  extends Omit<Stripe.Price, 'unit_amount_decimal' | 'currency_options' | 'tiers' | 'product'> {
  product: string
  unit_amount_decimal: string | null
}
