export { showOrder } from './show-order.ts'
