export { creditLines } from './domain/credit-lines.ts'
export { COMPLETABLE } from './domain/order-state.ts'
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
  moveRefunded,
  type NewOrder,
  type NewOrderItem,
  quarantineOrder,
  refundUnfulfilled,
  type StoredOrder,
  type StoredOrderItem,
  submitOrder,
} from './order-store.ts'
export { findAnyOrder, getOrder, listAllOrders, listOrders } from './show-orders.ts'
