import { expect, it } from 'vitest'
import { formatSize } from './format-size.ts'

it.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1000, '1 kB'],
  [18_400_000, '18.4 MB'],
  [5_000_000_000_000, '5,000 GB'],
])('writes %d bytes as %s', (bytes, words) => {
  expect(formatSize(bytes)).toBe(words)
})
