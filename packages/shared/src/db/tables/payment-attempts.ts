import type { OrderId } from '../../ids/ids.ts'

export interface PaymentAttemptsTable {
  id: string
  order_id: OrderId
  provider_object_id: string
  code: string
  at: Date
}
