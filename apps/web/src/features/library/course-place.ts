/** How far a reader is in one course; kept in this browser only. */
export interface CoursePlace {
  /** Position of the lesson last open. */
  at: number
  /** Positions of the lessons read to their end. */
  done: number[]
}

const keyOf = (slug: string) => `course-place:${slug}`

export function readPlace(slug: string): CoursePlace | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(slug)) ?? 'null')
    if (typeof kept !== 'object' || kept === null || !('at' in kept) || !('done' in kept)) return null
    const { at, done } = kept
    if (typeof at !== 'number' || !Array.isArray(done)) return null
    return { at, done: done.filter((position) => typeof position === 'number') }
  } catch {
    return null
  }
}

export function keepPlace(slug: string, place: CoursePlace): void {
  try {
    localStorage.setItem(keyOf(slug), JSON.stringify(place))
  } catch {
    // Storage is switched off: the place lasts as long as the page.
  }
}

/** The lesson to show: the one asked for, else where the reader was, else the first. */
export function lessonToShow(
  positions: readonly number[],
  asked: number | undefined,
  place: CoursePlace | null,
): number {
  const isThere = (position: number | undefined): position is number =>
    position !== undefined && positions.includes(position)
  if (isThere(asked)) return asked
  return isThere(place?.at) ? place.at : (positions[0] ?? 1)
}

export const withDone = (place: CoursePlace, position: number): CoursePlace =>
  place.done.includes(position) ? place : { ...place, done: [...place.done, position] }
