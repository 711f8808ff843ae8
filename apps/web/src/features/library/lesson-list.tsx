import type { OpenedCourse } from '@cashwrap/shared/contracts/library'
import { Link } from '@tanstack/react-router'
import { Icon } from '../../components/icon.tsx'

interface LessonListProps {
  slug: string
  lessons: OpenedCourse['lessons']
  at: number
  done: readonly number[]
}

export function LessonList({ slug, lessons, at, done }: LessonListProps) {
  return (
    <ol className="divide-y divide-hairline">
      {lessons.map((lesson, index) => {
        const isDone = done.includes(lesson.position)
        return (
          <li key={lesson.position}>
            <Link
              to="/library/$slug"
              params={{ slug }}
              search={{ lesson: lesson.position }}
              aria-current={lesson.position === at ? 'page' : undefined}
              className="flex min-h-target items-center gap-3 px-2 py-2 text-2 leading-snug hover:bg-sunk aria-[current=page]:bg-sunk aria-[current=page]:font-semibold"
            >
              <span className="tabular grid w-6 shrink-0 place-items-center text-soft">
                {isDone ? <Icon name="check" size={18} className="text-green" /> : index + 1}
              </span>
              <span className="grow">
                {lesson.title}
                {isDone && <span className="sr-only"> (read)</span>}
              </span>
              <span className="tabular shrink-0 font-normal text-1 text-soft">{lesson.minutes} min</span>
            </Link>
          </li>
        )
      })}
    </ol>
  )
}
