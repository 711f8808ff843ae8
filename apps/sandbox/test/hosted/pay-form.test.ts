import { describe, expect, it } from 'vitest'
import { groupNumber } from '../../src/hosted/card-number.ts'
import { parsePayForm, readPayForm } from '../../src/hosted/pay-form.ts'

const rules = {
  asksEmail: true,
  lockedEmail: null,
  asksPhone: false,
  needsPayment: true,
  now: new Date('2026-11-21T12:00:00Z'),
}
const good = { email: 'a@b.example', number: '4242424242424242', expiry: '11/26', cvc: '123', name: 'A' }

function errorsOf(changed: Partial<typeof good>) {
  const form = parsePayForm({ ...good, ...changed })
  if (!form) throw new Error('No form')
  const read = readPayForm(form, rules)
  return read.ok ? [] : read.errors.map(({ field, message }) => `${field}: ${message}`)
}

describe('readPayForm', () => {
  it.each([
    ['11/26', []],
    ['11 / 26', []],
    ['1126', []],
    ['11/2026', []],
    ['1/27', []],
    ['10/26', ["expiry: Your card's expiration date is in the past."]],
    ['13/27', ["expiry: Your card's expiration date is incomplete."]],
    ['1', ["expiry: Your card's expiration date is incomplete."]],
    ['01/88', ["expiry: Your card's expiration year is invalid."]],
  ])('reads the expiry %s', (expiry, errors) => {
    expect(errorsOf({ expiry })).toEqual(errors)
  })

  it.each([
    ['4242 4242 4242 4242', '123', []],
    ['4242-4242-4242-4242', '123', []],
    ['378282246310005', '1234', []],
    ['378282246310005', '123', ["cvc: Your card's security code is incomplete."]],
    ['3056930009020004', '123', []],
    ['424242424242', '123', ['number: Your card number is incomplete.']],
    ['4242 4242 4242 424x', '123', ['number: Your card number is invalid.']],
    ['42424242424242424242', '123', ['number: Your card number is incomplete.']],
  ])('reads the number %s with the code %s', (number, cvc, errors) => {
    expect(errorsOf({ number, cvc })).toEqual(errors)
  })

  it('refuses an address with a line break in it', () => {
    expect(errorsOf({ email: 'a@b.example\r\nBcc: c@d.example' })).toEqual(['email: Your email is invalid.'])
  })

  it('takes no form whose field is longer than any card or name', () => {
    expect(parsePayForm({ ...good, name: 'x'.repeat(201) })).toBeUndefined()
  })
})

describe('groupNumber', () => {
  it.each([
    ['4242424242424242', '4242 4242 4242 4242'],
    ['42424', '4242 4'],
    ['378282246310005', '3782 822463 10005'],
    ['37828', '3782 8'],
  ])('groups %s', (digits, grouped) => {
    expect(groupNumber(digits)).toBe(grouped)
  })
})
