import type { OpenedCourse } from '@cashwrap/shared/contracts/library'
import { type LessonBlock, readLessonText } from './lesson-text.ts'

type Lesson = OpenedCourse['lessons'][number]

export function LessonReader({ lesson, number, count }: { lesson: Lesson; number: number; count: number }) {
  return (
    <article aria-labelledby="lesson-title">
      <p className="tabular text-2 text-soft">
        {count > 1 && `Lesson ${number} of ${count}, `}
        {lesson.minutes} min
      </p>
      <h2 id="lesson-title" tabIndex={-1} className="mt-1 text-5">
        {lesson.title}
      </h2>
      <div className="mt-5 max-w-measure space-y-4 leading-relaxed">
        {readLessonText(lesson.body).map((block) => (
          <Block key={block.kind === 'list' ? block.items.join() : block.text} block={block} />
        ))}
      </div>
    </article>
  )
}

function Block({ block }: { block: LessonBlock }) {
  switch (block.kind) {
    case 'heading':
      return <h3 className="pt-3 text-4">{block.text}</h3>
    case 'list':
      return (
        <ul className="list-disc space-y-1 pl-6 marker:text-vermilion">
          {block.items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      )
    case 'paragraph':
      return <p>{block.text}</p>
    default:
      return block satisfies never
  }
}
