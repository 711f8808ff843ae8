import { describe, expect, it } from 'vitest'
import { clockFace, secondsUntil, wordsAt } from './countdown.ts'

const AT = Date.parse('2026-12-12T10:00:00Z')

describe('secondsUntil', () => {
  it('counts whole seconds up, and never below zero', () => {
    expect(secondsUntil('2026-12-12T10:00:30.400Z', AT)).toBe(31)
    expect(secondsUntil('2026-12-12T09:00:00Z', AT)).toBe(0)
  })

  it('follows the shop’s clock where it is ahead of this machine’s', () => {
    expect(secondsUntil('2026-12-12T10:30:00Z', AT, 600)).toBe(1200)
  })
})

describe('clockFace', () => {
  it.each([
    [0, '0:00'],
    [9, '0:09'],
    [1745, '29:05'],
    [3849, '1:04:09'],
  ])('shows %d seconds as %s', (seconds, face) => {
    expect(clockFace(seconds)).toBe(face)
  })
})

describe('wordsAt', () => {
  it('speaks at five minutes, one minute and the end, and at no other second', () => {
    const said: string[] = []
    for (let left = 400; left > 0; left -= 1) {
      const words = wordsAt(left, left - 1)
      if (words) said.push(`${left - 1}: ${words}`)
    }
    expect(said).toEqual(['300: 5 minutes left', '60: 1 minute left', '0: Time is up'])
  })

  it('says only the nearest when a sleeping tab wakes up past several', () => {
    expect(wordsAt(900, 40)).toBe('1 minute left')
    expect(wordsAt(900, 0)).toBe('Time is up')
  })
})
