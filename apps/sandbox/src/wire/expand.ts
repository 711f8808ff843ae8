import { openPaymentOf, paymentsOf } from '../billing/invoice-payments.ts'
import { presentFee, presentTransfer } from '../connect/present.ts'
import type { Call } from '../context.ts'
import { presentTransaction } from '../payments/balance.ts'
import { presentCode, presentCoupon } from '../payments/promotion-codes.ts'
import type { ObjectType } from '../state/object-types.ts'
import { invalidParameter } from './errors.ts'

const MAX_DEPTH = 4

/** Fields that hold an id and can be replaced by the object. `source` may be a charge, a refund or a dispute. */
const REFERENCES: Record<string, readonly ObjectType[]> = {
  account: ['account'],
  application_fee: ['application_fee'],
  balance_transaction: ['balance_transaction'],
  charge: ['charge'],
  customer: ['customer'],
  configuration: ['billing_portal.configuration'],
  default_payment_method: ['payment_method'],
  default_price: ['price'],
  destination: ['account'],
  destination_payment: ['charge'],
  destination_payment_refund: ['refund'],
  fee: ['application_fee'],
  failure_balance_transaction: ['balance_transaction'],
  invoice: ['invoice'],
  discount: ['discount'],
  discounts: ['discount'],
  latest_charge: ['charge'],
  latest_invoice: ['invoice'],
  on_behalf_of: ['account'],
  originating_transaction: ['charge'],
  payment_intent: ['payment_intent'],
  payment_method: ['payment_method'],
  pending_setup_intent: ['setup_intent'],
  price: ['price'],
  product: ['product'],
  promotion_code: ['promotion_code'],
  source: ['charge', 'refund', 'dispute', 'transfer', 'transfer_reversal', 'application_fee', 'fee_refund'],
  setup_intent: ['setup_intent'],
  source_refund: ['refund'],
  source_transaction: ['charge'],
  source_transfer: ['transfer'],
  subscription: ['subscription'],
  coupon: ['coupon'],
  test_clock: ['test_helpers.test_clock'],
  transfer: ['transfer'],
  transfer_reversal: ['transfer_reversal'],
}

type Node = Record<string, unknown>

/** The object with each path replaced by what it points to. Throws what Stripe says to a path it cannot expand. */
export function expandPaths(call: Call, object: object, paths: readonly string[]): object {
  if (paths.length === 0) return object
  const copy: Node = { ...object }
  for (const path of paths) {
    const parts = path.split('.')
    if (parts.filter((part) => part !== 'data').length > MAX_DEPTH) {
      throw invalidParameter(
        `You cannot expand more than ${MAX_DEPTH} levels of a property. Property: ${path}`,
        'expand',
      )
    }
    expandAt(call, copy, parts, path)
  }
  return copy
}

function expandAt(call: Call, node: Node, parts: readonly string[], path: string): void {
  const [name, ...rest] = parts
  if (name === undefined) return
  if (name === 'data' && Array.isArray(node.data)) {
    node.data = node.data.map((item: unknown) => expandInto(call, item, rest, path))
    return
  }
  const included = node[name] === undefined ? includeOnDemand(call, node, name) : undefined
  if (included !== undefined) node[name] = included
  const value = node[name]
  if (value === undefined) throw cannotExpand(path)
  if (value === null) return
  if (typeof value === 'string') {
    const found = lookUp(call, REFERENCES[name] ?? [], value)
    if (found === undefined) throw cannotExpand(path)
    node[name] = expandInto(call, found, rest, path)
    return
  }
  if (typeof value !== 'object') throw cannotExpand(path)
  if (Array.isArray(value)) {
    node[name] = value.map((each: unknown) => expandElement(call, name, each, rest, path))
    return
  }
  if (rest.length === 0 && included === undefined && !('object' in value)) throw cannotExpand(path)
  node[name] = expandInto(call, value, rest, path)
}

function expandInto(call: Call, value: unknown, rest: readonly string[], path: string): unknown {
  if (rest.length === 0 || typeof value !== 'object' || value === null) return value
  const copy: Node = { ...value }
  expandAt(call, copy, rest, path)
  return copy
}

/** One of a list that is not paged, such as the ids of discounts. */
function expandElement(call: Call, name: string, value: unknown, rest: readonly string[], path: string): unknown {
  if (typeof value !== 'string') return expandInto(call, value, rest, path)
  const found = lookUp(call, REFERENCES[name] ?? [], value)
  if (found === undefined) throw cannotExpand(path)
  return expandInto(call, found, rest, path)
}

function lookUp(call: Call, types: readonly ObjectType[], id: string): object | undefined {
  for (const type of types) {
    const found = present(call, type, id)
    if (found) return found
  }
  return undefined
}

/** The object as its own endpoint would answer it. */
function present(call: Call, type: ObjectType, id: string): object | undefined {
  switch (type) {
    case 'balance_transaction': {
      const transaction = call.store.get(type, id)
      return transaction && presentTransaction(call, transaction)
    }
    case 'transfer': {
      const transfer = call.store.get(type, id)
      return transfer && presentTransfer(call, transfer)
    }
    case 'application_fee': {
      const fee = call.store.get(type, id)
      return fee && presentFee(call, fee)
    }
    case 'coupon': {
      const coupon = call.store.get(type, id)
      return coupon && presentCoupon(call, coupon)
    }
    case 'promotion_code': {
      const code = call.store.get(type, id)
      return code && presentCode(call, code)
    }
    default:
      return call.store.get(type, id)
  }
}

/** Parts that Stripe leaves out unless they are asked for. */
function includeOnDemand(call: Call, node: Node, name: string): object | undefined {
  const id = String(node.id)
  if (node.object === 'checkout.session' && name === 'line_items') {
    const items = call.store.get('sandbox.session_details', id)?.line_items ?? []
    return { object: 'list', data: items, has_more: false, url: `/v1/checkout/sessions/${id}/line_items` }
  }
  if (node.object === 'charge' && name === 'refunds') {
    const refunds = call.store.where('refund', 'charge', id).reverse()
    return {
      object: 'list',
      data: refunds.slice(0, 10),
      has_more: refunds.length > 10,
      url: `/v1/charges/${id}/refunds`,
    }
  }
  if (node.object === 'invoice' && name === 'payments') {
    return {
      object: 'list',
      data: paymentsOf(call, id),
      has_more: false,
      url: `/v1/invoice_payments?invoice=${id}`,
    }
  }
  if (node.object === 'invoice' && name === 'confirmation_secret') {
    const secret = openPaymentOf(call, id)?.intent.client_secret
    return secret ? { client_secret: secret, type: 'payment_intent' } : undefined
  }
  return undefined
}

function cannotExpand(path: string): Error {
  return invalidParameter(`This property cannot be expanded (${path}).`, 'expand')
}
