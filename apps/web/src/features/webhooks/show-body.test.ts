import { expect, it } from 'vitest'
import { showBody } from './show-body.ts'

it('breaks the lines of JSON and of nothing else', () => {
  expect(showBody('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}')
  expect(showBody('<html>not found')).toBe('<html>not found')
  expect(showBody('')).toBe('')
})
