export { creditLines } from './domain/credit-lines.ts'
export { COMPLETABLE } from './domain/order-state.ts'
export { moveRefunded, refundUnfulfilled } from './order-refund-store.ts'
export {
  claimOrders,
  completeOrder,
  endOrder,
  findOpenOrder,
  insertOrder,
  listOrderItems,
  lockBasket,
  lockBuyer,
  lockOrder,
  type NewOrder,
  type NewOrderItem,
  noteSubscription,
  quarantineOrder,
  type StoredOrder,
  type StoredOrderItem,
  submitOrder,
} from './order-store.ts'
export { findAnyOrder, getOrder, listAllOrders, listOrders } from './show-orders.ts'
