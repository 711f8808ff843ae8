import type { LibraryItem } from '@cashwrap/shared/contracts/library'
import { Link } from '@tanstack/react-router'
import { buttonClass } from '../../components/button.tsx'
import { Picture } from '../../components/picture.tsx'
import { TimeText } from '../../components/time-text.tsx'
import { readPlace } from './course-place.ts'
import { EventDetails } from './event-details.tsx'
import { FileList } from './file-list.tsx'

/** One bought thing, with the way into it. */
export function LibraryEntry({ item }: { item: LibraryItem }) {
  return (
    <li
      id={item.slug}
      className="grid scroll-mt-6 grid-cols-[5.5rem_minmax(0,1fr)] gap-x-4 gap-y-3 py-5 [contain-intrinsic-size:auto_8rem] [content-visibility:auto] sm:grid-cols-[9rem_minmax(0,1fr)_auto] sm:gap-x-6"
    >
      <Picture seed={item.pictureSeed} kind={item.kind} className="w-full" />
      <div className={`min-w-0 ${item.lessonCount === 0 ? 'sm:col-span-2' : ''}`}>
        <h3 className="text-4 leading-snug">{item.title}</h3>
        <p className="mt-0.5 text-2 text-soft">
          {item.sellerName && <>By {item.sellerName}, </>}
          {item.through ? (
            <>
              {item.sellerName ? 'with' : 'With'}{' '}
              <Link to="/products/$slug" params={{ slug: item.through.slug }} className="link">
                {item.through.title}
              </Link>
            </>
          ) : (
            <>
              {item.sellerName ? 'yours' : 'Yours'} since <TimeText value={item.grantedAt} />
            </>
          )}
        </p>
        <Extra item={item} />
      </div>
      <EntryAction item={item} />
    </li>
  )
}

function Extra({ item }: { item: LibraryItem }) {
  return (
    <>
      {item.event && <EventDetails event={item.event} />}
      {item.lessonCount > 1 && <Progress slug={item.slug} lessonCount={item.lessonCount} />}
      {item.files.length > 0 && <FileList files={item.files} />}
    </>
  )
}

function EntryAction({ item }: { item: LibraryItem }) {
  if (item.lessonCount === 0) return null
  const isBegun = readPlace(item.slug) !== null
  return (
    <div className="col-span-full sm:col-span-1">
      <Link to="/library/$slug" params={{ slug: item.slug }} className={buttonClass('primary', 'max-sm:w-full')}>
        {isBegun ? 'Go on' : 'Open'}
        <span className="sr-only"> {item.title}</span>
      </Link>
    </div>
  )
}

function Progress({ slug, lessonCount }: { slug: string; lessonCount: number }) {
  const done = Math.min(readPlace(slug)?.done.length ?? 0, lessonCount)
  return (
    <div className="mt-2.5 max-w-64 text-2">
      <progress
        value={done}
        max={lessonCount}
        aria-label="Lessons read"
        className="library-progress block h-1 w-full"
      />
      <p className="tabular mt-1 text-soft">
        {done === 0 ? `${lessonCount} lessons` : `${done} of ${lessonCount} lessons read`}
      </p>
    </div>
  )
}
