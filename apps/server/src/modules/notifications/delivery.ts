/**
 * How one try to hand a message over ended. A try may also throw: that is `later`.
 * - `done`: the other side took it, or the reader has no need of it any more
 * - `later`: to be tried again
 * - `never`: it is no use trying again
 *
 * `reason` is made of codes alone: what others say in words may repeat an address, a number or the message.
 */
export type Delivery = { kind: 'done' } | { kind: 'later'; reason: string } | { kind: 'never'; reason: string }
