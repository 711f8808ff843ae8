/** A page's cursor: the sort values of its last row, opaque to callers. */
export function encodeCursor(values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

/** A cursor of a moment and an id, as lists by age have; undefined for one that is not ours, also by the form of its values. */
export function decodeMomentCursor(
  cursor: string | undefined,
  isId: (text: string) => boolean,
): [moment: string, id: string] | undefined {
  const [moment, id] = decodeCursor(cursor, 2) ?? []
  const isOurs = typeof moment === 'string' && ISO_MOMENT.test(moment) && !Number.isNaN(Date.parse(moment))
  return isOurs && typeof id === 'string' && isId(id) ? [moment, id] : undefined
}
const ISO_MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

/** The values again, or undefined for a cursor that is not ours (which then starts from the first page). */
export function decodeCursor(cursor: string | undefined, length: number): (string | number)[] | undefined {
  if (cursor === undefined) return undefined
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (!Array.isArray(values) || values.length !== length) return undefined
    return values.every((value) => typeof value === 'string' || typeof value === 'number') ? values : undefined
  } catch {
    return undefined
  }
}

/** Cuts the extra row that was read to see whether there is more. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  cursorOf: (row: Row) => readonly (string | number)[],
  toItem: (row: Row) => Item,
): { items: Item[]; nextCursor: string | null } {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map(toItem),
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor(cursorOf(last)) : null,
  }
}
