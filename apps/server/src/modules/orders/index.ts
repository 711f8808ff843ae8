export { claimOrders } from './claim-store.ts'
export { creditLines } from './domain/credit-lines.ts'
export { COMPLETABLE } from './domain/order-state.ts'
export { lockBasket, lockBuyer } from './order-lock-store.ts'
export { moveRefunded, refundUnfulfilled } from './order-refund-store.ts'
export {
  completeOrder,
  endOrder,
  findOpenOrder,
  insertOrder,
  listOrderItems,
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
