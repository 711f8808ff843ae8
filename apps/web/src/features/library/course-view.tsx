import type { OpenedCourse } from '@cashwrap/shared/contracts/library'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react'
import { buttonClass } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { Picture } from '../../components/picture.tsx'
import { keepPlace, lessonToShow, readPlace, withDone } from './course-place.ts'
import { LessonList } from './lesson-list.tsx'
import { LessonReader } from './lesson-reader.tsx'

interface CourseViewProps {
  slug: string
  course: OpenedCourse
  /** Position of the lesson the address names. */
  asked: number | undefined
}

/** A course to read: its lessons at the side, one of them open, and the place kept in this browser. */
export function CourseView({ slug, course, asked }: CourseViewProps) {
  const [place, setPlace] = useState(() => readPlace(slug))
  const positions = course.lessons.map((lesson) => lesson.position)
  const at = lessonToShow(positions, asked, place)
  const index = positions.indexOf(at)
  const lesson = course.lessons[index]
  const after = course.lessons[index + 1]
  const before = course.lessons[index - 1]
  const top = useRef<HTMLDivElement>(null)
  const shown = useRef(at)

  const keep = (next: NonNullable<typeof place>) => {
    setPlace(next)
    keepPlace(slug, next)
  }
  const finish = () => keep(withDone({ at, done: place?.done ?? [] }, at))

  const arrive = useEffectEvent(() => {
    if (asked !== undefined && place?.at !== at) keep({ at, done: place?.done ?? [] })
  })
  useEffect(() => {
    arrive()
    if (shown.current === at) return
    shown.current = at
    top.current?.scrollIntoView({ block: 'start' })
    document.getElementById('lesson-title')?.focus({ preventScroll: true })
  }, [at])

  const done = place?.done ?? []
  if (!lesson) return <p className="text-soft">There is no lesson in here yet.</p>
  const list = <LessonList slug={slug} lessons={course.lessons} at={at} done={done} />
  const isLast = after === undefined
  return (
    <div ref={top} className="grid scroll-mt-4 gap-x-14 gap-y-7 lg:grid-cols-[19rem_minmax(0,1fr)]">
      <nav aria-label="Lessons" className="max-lg:hidden">
        <div className="sticky top-6 max-h-[calc(100dvh-3rem)] overflow-y-auto">
          <Picture seed={course.pictureSeed} kind={course.kind} className="mb-4 w-full" />
          {list}
        </div>
      </nav>
      {course.lessons.length > 1 && (
        <details className="group border-hairline border-y lg:hidden">
          <summary className="flex min-h-target list-none items-center gap-2 font-semibold text-2 [&::-webkit-details-marker]:hidden">
            All lessons
            <Icon name="down" size={18} className="ml-auto transition-transform group-open:rotate-180" />
          </summary>
          {list}
        </details>
      )}
      <div>
        <LessonReader lesson={lesson} number={index + 1} count={course.lessons.length} />
        <div className="mt-9 flex flex-wrap items-center justify-between gap-3 border-hairline border-t pt-5">
          {before ? (
            <LessonLink slug={slug} position={before.position} className={buttonClass('quiet')}>
              <Icon name="back" />
              Before
            </LessonLink>
          ) : (
            <span />
          )}
          {isLast ? (
            <Link to="/library" onClick={finish} className={buttonClass('primary')}>
              Done, to the library
            </Link>
          ) : (
            <LessonLink slug={slug} position={after.position} onClick={finish} className={buttonClass('primary')}>
              Next: {after.title}
              <Icon name="forward" />
            </LessonLink>
          )}
        </div>
        <p className="mt-4 text-1 text-soft">Your place is kept in this browser.</p>
      </div>
    </div>
  )
}

interface LessonLinkProps {
  slug: string
  position: number
  className: string
  onClick?: () => void
  children: ReactNode
}

const LessonLink = ({ slug, position, ...rest }: LessonLinkProps) => (
  <Link to="/library/$slug" params={{ slug }} search={{ lesson: position }} resetScroll={false} {...rest} />
)
