import { describe, expect, it } from 'vitest'
import { looksLikeEmail, suggestEmail } from './email-hint.ts'

describe('suggestEmail', () => {
  it.each([
    ['mika@gmial.com', 'mika@gmail.com'],
    ['mika@gmai.com', 'mika@gmail.com'],
    ['mika@gmaill.com', 'mika@gmail.com'],
    ['mika@gmail.con', 'mika@gmail.com'],
    ['mika@gmial.cmo', 'mika@gmail.com'],
    ['Mika@Hotmal.com ', 'mika@hotmail.com'],
    ['mika@yaho.co.jp', 'mika@yahoo.co.jp'],
    ['mika+shop@protonmial.com', 'mika+shop@protonmail.com'],
    ['mika@gmx.con', 'mika@gmx.com'],
  ])('reads %s as %s', (typed, meant) => {
    expect(suggestEmail(typed)).toBe(meant)
  })

  it.each(['mika@gmail.com', 'mika@mail.com', 'mika@mailo.com', 'mika@gmx.de', 'mika@example.org', 'mika@kendama.jp'])(
    'has nothing to say about %s',
    (typed) => {
      expect(suggestEmail(typed)).toBeNull()
    },
  )

  it.each(['', 'mika', 'mika@', '@gmial.com', 'mika@gmial'])('waits until %j is an address', (typed) => {
    expect(suggestEmail(typed)).toBeNull()
  })
})

describe('looksLikeEmail', () => {
  it.each([
    ['mika@example.org', true],
    [' mika@example.org ', true],
    ['mika@example', false],
    ['mika@@example.org', false],
    ['mika@example..org', false],
    ['mika example@a.org', false],
  ])('%j: %s', (typed, expected) => {
    expect(looksLikeEmail(typed)).toBe(expected)
  })
})
