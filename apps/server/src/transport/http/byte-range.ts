/**
 * The one range a `Range` header asks for (RFC 9110), both ends included; null when the whole is to be sent, as for several
 * ranges at once or a form we do not know; `unsatisfiable` when it lies beyond the end.
 */
export function byteRange(
  header: string | undefined,
  sizeBytes: number,
): { start: number; end: number } | 'unsatisfiable' | null {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '')
  if (!match) return null
  const [, first = '', last = ''] = match
  if (first === '' && last === '') return null
  const start = first === '' ? Math.max(sizeBytes - Number(last), 0) : Number(first)
  const end = first === '' || last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1)
  if (first !== '' && last !== '' && Number(last) < start) return null
  return start >= sizeBytes || end < start ? 'unsatisfiable' : { start, end }
}
