import type { OrderId } from '../../ids/ids.ts'

export interface PaymentsTable {
  id: string
  order_id: OrderId
  kind: 'capture'
  provider_object_id: string
  amount: number
  currency: string
  account: string | null
  livemode: boolean
  captured_at: Date
  recorded_at: Date
}
