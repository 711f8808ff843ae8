import { expect, it } from 'vitest'
import { lessonToShow, withDone } from './course-place.ts'

const POSITIONS = [1, 2, 3]

it.each([
  ['the lesson asked for', 3, { at: 2, done: [] }, 3],
  ['where the reader was', undefined, { at: 2, done: [] }, 2],
  ['the first when nothing is kept', undefined, null, 1],
  ['where the reader was when the address names no lesson', 9, { at: 2, done: [] }, 2],
  ['the first when the course became shorter', undefined, { at: 7, done: [] }, 1],
])('opens %s', (_, asked, place, expected) => {
  expect(lessonToShow(POSITIONS, asked, place)).toBe(expected)
})

it('counts a lesson as read once', () => {
  const once = withDone({ at: 1, done: [] }, 1)
  expect(withDone(once, 1).done).toEqual([1])
})
