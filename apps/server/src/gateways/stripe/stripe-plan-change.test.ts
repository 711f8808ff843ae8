import { describe, expect, it } from 'vitest'
import { ofItem, stripeInvoice, stripeLine, stripeTax } from '../../../test/support/builders/stripe-objects.ts'
import { quoteDifference, quoteNextPeriod } from './stripe-plan-change.ts'

const START = 1_790_000_000
const END = START + 30 * 86_400
const at = (seconds: number) => new Date(seconds * 1000)
const CHANGED_AT = START + 10 * 86_400

const part = (text: string, amount: number, tax = 0) =>
  stripeLine({
    amount,
    description: text,
    parent: ofItem({ proration: true }),
    period: { start: CHANGED_AT, end: END },
    taxes: tax === 0 ? [] : [stripeTax(tax, 'exclusive')],
  })
const renewal = (amount: number, tax = 0) =>
  stripeLine({
    amount,
    period: { start: END, end: END + 30 * 86_400 },
    taxes: tax === 0 ? [] : [stripeTax(tax, 'exclusive')],
  })
const quote = (changed: ReturnType<typeof stripeInvoice>, without = plain) =>
  quoteDifference(changed, without, { changedAt: at(CHANGED_AT), periodEndsAt: at(END) })
const plain = stripeInvoice({ total: 5500, amount_due: 5500 }, [renewal(5000, 500)])

describe('a difference that is charged at once', () => {
  it('is due now, line by line with its tax, and the plan again when the period ends', () => {
    const invoice = stripeInvoice({ total: 2200, amount_due: 2200 }, [
      part('Unused time', -1333, -133),
      part('Rest', 3333, 333),
    ])
    expect(quote(invoice)).toEqual({
      dueNow: 2200,
      credit: 0,
      lines: [
        { text: 'Unused time', amount: -1333 },
        { text: 'Rest', amount: 3333 },
        { text: 'Tax', amount: 200 },
      ],
      currency: 'USD',
      next: { at: at(END), amount: 5500 },
    })
  })

  it('begins a period of its own where the interval is another', () => {
    const year = stripeLine({ amount: 50_000, period: { start: CHANGED_AT, end: CHANGED_AT + 365 * 86_400 } })
    const invoice = stripeInvoice({ total: 48_667, amount_due: 48_667 }, [part('Unused time', -1333), year])
    const without = stripeInvoice({ total: 50_000 }, [year])
    expect(quote(invoice, without)).toMatchObject({
      dueNow: 48_667,
      next: { at: at(CHANGED_AT + 365 * 86_400), amount: 50_000 },
    })
  })

  it('is lowered by what the customer has in hand, and says so', () => {
    const invoice = stripeInvoice({ total: 2000, amount_due: 1500 }, [part('Rest', 2000)])
    expect(quote(invoice)).toMatchObject({
      dueNow: 1500,
      lines: [
        { text: 'Rest', amount: 2000 },
        { text: 'Balance', amount: -500 },
      ],
    })
  })

  it('below zero is nothing now, and kept', () => {
    const invoice = stripeInvoice({ total: -700, amount_due: 0 }, [part('Unused time', -700)])
    expect(quote(invoice)).toMatchObject({ dueNow: 0, credit: 700 })
  })
})

describe('a difference that waits for the next charge', () => {
  it('comes off the next charge, with its tax', () => {
    const lines = [part('Unused time', -3333, -333), part('Rest', 1333, 133), renewal(2500, 250)]
    const invoice = stripeInvoice({ currency: 'jpy', total: 550, amount_due: 550 }, lines)
    expect(quote(invoice)).toEqual({
      dueNow: 0,
      credit: 2200,
      lines: [
        { text: 'Unused time', amount: -3333 },
        { text: 'Rest', amount: 1333 },
        { text: 'Tax', amount: -200 },
      ],
      currency: 'JPY',
      next: { at: at(END), amount: 550 },
    })
  })

  it('is nothing in a trial, whose plan is charged when it is over', () => {
    expect(quote(stripeInvoice({ total: 5500, amount_due: 5500 }, [renewal(5000, 500)]))).toEqual({
      dueNow: 0,
      credit: 0,
      lines: [],
      currency: 'USD',
      next: { at: at(END), amount: 5500 },
    })
  })
})

it('a change for the next period costs nothing before it', () => {
  expect(quoteNextPeriod(plain, at(END))).toEqual({
    dueNow: 0,
    credit: 0,
    lines: [],
    currency: 'USD',
    next: { at: at(END), amount: 5500 },
  })
})
