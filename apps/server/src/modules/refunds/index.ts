export { promiseRefund } from './promise-refund.ts'
export { sendRefund, sweepRefunds } from './send-refund.ts'
