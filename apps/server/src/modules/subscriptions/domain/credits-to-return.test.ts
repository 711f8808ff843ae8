import { describe, expect, it } from 'vitest'
import { creditsToReturn } from './credits-to-return.ts'

const lessons = (credits: number) => ({ creditType: 'lesson', credits })
const plan = (
  amount: number,
  allowance: { creditType: string; credits: number } | null,
  interval: 'month' | 'year' = 'month',
) => ({
  interval,
  money: { amount },
  allowance,
})
const SMALL = plan(900, lessons(20))
const BIG = plan(1900, lessons(60))

describe('the credits that go back with the money of a change', () => {
  it.each<[string, Parameters<typeof creditsToReturn>, ReturnType<typeof creditsToReturn>]>([
    ['to a cheaper plan are what it gives less', [lessons(60), BIG, SMALL], lessons(40)],
    ['to one that gives none are all', [lessons(60), BIG, plan(900, null)], lessons(60)],
    ['to one of others are all', [lessons(60), BIG, plan(900, { creditType: 'visit', credits: 90 })], lessons(60)],
    ['to a dearer plan are none', [lessons(20), SMALL, BIG], null],
    ['of a period that was given the small plan\u2019s are none', [lessons(20), BIG, SMALL], null],
    ['to another interval are none, as no money goes back', [lessons(60), BIG, plan(900, lessons(20), 'year')], null],
    ['where none were given are none', [null, BIG, SMALL], null],
    ['to a cheaper plan that gives more are none', [lessons(20), BIG, plan(100, lessons(90))], null],
  ])('%s', (_what, given, back) => {
    expect(creditsToReturn(...given)).toEqual(back)
  })
})
