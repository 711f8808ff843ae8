import { expect, it } from 'vitest'
import { readLessonText } from './lesson-text.ts'

it('parts a text into paragraphs, lists and headings', () => {
  expect(readLessonText('Bend your\nknees.\n\n## Ten times\n\n- right\n- left\n\n\n')).toEqual([
    { kind: 'paragraph', text: 'Bend your knees.' },
    { kind: 'heading', text: 'Ten times' },
    { kind: 'list', items: ['right', 'left'] },
  ])
})

it('keeps a dash inside a sentence', () => {
  expect(readLessonText('One\n- two')).toEqual([{ kind: 'paragraph', text: 'One - two' }])
})
