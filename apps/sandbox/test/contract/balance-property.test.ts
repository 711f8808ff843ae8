import fc from 'fast-check'
import Stripe from 'stripe'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'
import { charge, heldBy, plantSeller } from '../support/sellers.ts'

let sandbox: TestSandbox
let stripe: Stripe

beforeAll(async () => {
  sandbox = await startTestSandbox()
  stripe = sandbox.stripe
})
afterAll(() => sandbox.close())

const SELLERS = ['acct_first', 'acct_second']
const share = fc.integer({ min: 0, max: 1000 }).map((thousandths) => thousandths / 1000)

/** One sale: split by Stripe or by transfers, then given back in parts, with or without the seller's share. */
const Sale = fc.record({
  amount: fc.integer({ min: 50, max: 1_000_000 }),
  split: fc.constantFrom('fee', 'part', 'transfers', 'none'),
  shares: fc.tuple(share, share),
  refunds: fc.array(fc.record({ part: share, reverses: fc.boolean(), refundsFee: fc.boolean() }), { maxLength: 3 }),
  reversal: fc.option(share, { nil: undefined }),
  feeRefund: fc.option(share, { nil: undefined }),
})
type Sale = typeof Sale extends fc.Arbitrary<infer T> ? T : never

type Books = { gross: number; refunded: number; processing: number; sellers: Map<string, number> }

it.each(['usd', 'jpy', 'kwd'])(
  'in %s all balances add up to charges less refunds and Stripe’s fees',
  async (currency) => {
    const step = currency === 'kwd' ? 10 : 1
    /** A part of an amount that Stripe takes in this currency. */
    const partOf = (amount: number, part: number) => Math.floor((amount * part) / step) * step
    await fc.assert(
      fc.asyncProperty(fc.array(Sale, { minLength: 1, maxLength: 4 }), async (sales) => {
        await sandbox.control('POST', 'reset')
        for (const id of SELLERS) await plantSeller(sandbox, id)
        const books: Books = { gross: 0, refunded: 0, processing: 0, sellers: new Map() }
        for (const sale of sales) await play(sale, currency, partOf, books)
        const sellers = await Promise.all(SELLERS.map((id) => heldBy(stripe, currency, id)))
        const platform = await heldBy(stripe, currency)
        const total = sellers.reduce((sum, held) => sum + held, platform)
        expect(total).toBe(books.gross - books.refunded - books.processing)
        expect(sellers).toEqual(SELLERS.map((id) => books.sellers.get(id) ?? 0))
      }),
      { numRuns: 15 },
    )
  },
)

async function play(sale: Sale, currency: string, partOf: (amount: number, part: number) => number, books: Books) {
  const [first = '', second = ''] = SELLERS
  const amount = Math.max(partOf(sale.amount, 1), 50)
  const [one, other] = [partOf(amount, sale.shares[0]), partOf(amount, sale.shares[1])]
  const credit = (id: string, sum: number) => books.sellers.set(id, (books.sellers.get(id) ?? 0) + sum)
  const split: Partial<Stripe.PaymentIntentCreateParams> =
    sale.split === 'fee'
      ? { transfer_data: { destination: first }, application_fee_amount: one }
      : sale.split === 'part' && one > 0
        ? { transfer_data: { destination: first, amount: one } }
        : { transfer_group: 'order' }
  const paid = await charge(stripe, { amount, currency, ...split })
  books.gross += amount
  books.processing += (paid.balance_transaction as Stripe.BalanceTransaction).fee
  const transfers: { id: string; amount: number; left: number; destination: string }[] = []
  const note = (id: string, sent: number, destination: string) => {
    transfers.push({ id, amount: sent, left: sent, destination })
    credit(destination, sent)
  }
  if (paid.transfer) note(String(paid.transfer), sale.split === 'fee' ? amount : one, first)
  if (sale.split === 'transfers') {
    for (const [sent, destination] of [
      [one, first],
      [Math.min(other, amount - one), second],
    ] as const) {
      if (sent === 0) continue
      const made = await stripe.transfers.create({ amount: sent, currency, destination, source_transaction: paid.id })
      note(made.id, sent, destination)
    }
  }
  let feeLeft = paid.application_fee ? one : 0
  credit(first, -feeLeft)

  const takeFeeBack = (sum: number) => {
    feeLeft -= sum
    credit(first, sum)
  }
  if (sale.feeRefund !== undefined && feeLeft > 0) {
    const sum = Math.max(Math.floor(feeLeft * sale.feeRefund), 1)
    await stripe.applicationFees.createRefund(String(paid.application_fee), { amount: sum })
    takeFeeBack(sum)
  }
  const reversed = transfers.at(-1)
  const back = reversed && sale.reversal !== undefined ? partOf(reversed.left, sale.reversal) : 0
  if (reversed && back > 0) {
    const refusal = await stripe.transfers.createReversal(reversed.id, { amount: back }).then(
      () => undefined,
      (error: unknown) => error,
    )
    // A seller who has nothing left cannot give back; everything else must go through.
    if (refusal === undefined) {
      reversed.left -= back
      credit(reversed.destination, -back)
    } else {
      expect(refusal).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError)
      expect(refusal).toMatchObject({ code: 'balance_insufficient' })
      expect(books.sellers.get(reversed.destination) ?? 0).toBeLessThan(back)
    }
  }
  let kept = amount
  for (const { part, reverses, refundsFee } of sale.refunds) {
    const sum = partOf(kept, part)
    if (sum === 0) continue
    const refund = await stripe.refunds.create({
      charge: paid.id,
      amount: sum,
      ...(reverses && paid.transfer ? { reverse_transfer: true } : {}),
      ...(refundsFee && paid.application_fee ? { refund_application_fee: true } : {}),
      expand: ['transfer_reversal'],
    })
    books.refunded += sum
    kept -= sum
    if (refund.transfer_reversal) {
      const { amount: taken } = refund.transfer_reversal as Stripe.TransferReversal
      credit(first, -taken)
      const proportional = ((transfers[0]?.amount ?? 0) * sum) / amount
      // What was taken back before by itself may leave less than the share.
      if (back === 0) expect(Math.abs(taken - proportional)).toBeLessThanOrEqual(1)
      else expect(taken).toBeLessThanOrEqual(proportional + 1)
    }
    if (refundsFee && paid.application_fee) {
      const fee = await stripe.applicationFees.retrieve(String(paid.application_fee))
      takeFeeBack(feeLeft - (fee.amount - fee.amount_refunded))
    }
  }
}
