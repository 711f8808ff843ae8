import { expect, it } from 'vitest'
import { openSecretBox } from './secret-box.ts'

const OLD = Buffer.alloc(32, 1)
const NEW = Buffer.alloc(32, 2)
const box = openSecretBox([OLD])

it('gives back what was sealed, for the row it was sealed for alone', () => {
  const sealed = box.seal('whs_café', 'row 1')
  expect(box.open(sealed, 'row 1')).toBe('whs_café')
  expect(() => box.open(sealed, 'row 2')).toThrow()
  expect(box.open(box.seal('', 'row 1'), 'row 1')).toBe('')
})

it('shows nothing of it, and no two are alike', () => {
  const [one, other] = [box.seal('whs_secret', 'row'), box.seal('whs_secret', 'row')]
  expect(one.toString('latin1')).not.toContain('secret')
  expect(one.equals(other)).toBe(false)
})

it('opens nothing of which a single bit was changed, or that was cut', () => {
  const sealed = box.seal('whs_secret', 'row')
  for (let at = 0; at < sealed.length; at++) {
    const changed = Buffer.from(sealed)
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at)
    expect(() => box.open(changed, 'row'), `byte ${at}`).toThrow()
    expect(() => box.open(sealed.subarray(0, at), 'row'), `${at} bytes`).toThrow()
  }
})

it('opens with every key it has, seals with the first, and knows what is old', () => {
  const both = openSecretBox([NEW, OLD])
  const old = box.seal('one', 'row')
  const fresh = both.seal('two', 'row')
  expect([both.open(old, 'row'), both.open(fresh, 'row')]).toEqual(['one', 'two'])
  expect([both.isOld(old), both.isOld(fresh)]).toEqual([true, false])
  expect(openSecretBox([NEW]).open(fresh, 'row')).toBe('two')
  expect(() => box.open(fresh, 'row')).toThrow('ENCRYPTION_KEY')
})

it.each([[[]], [[Buffer.alloc(31)]], [[NEW, Buffer.alloc(33)]]])('is not opened with such keys', (keys) => {
  expect(() => openSecretBox(keys)).toThrow()
})
