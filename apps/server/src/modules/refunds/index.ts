export { type ObserveFailure, observeRefunds, observeRefundsAgain } from './observe-refunds.ts'
export { promiseRefund } from './promise-refund.ts'
export { takeBackOfGiven } from './record-refunds.ts'
export { sendRefund, sweepRefunds } from './send-refund.ts'
