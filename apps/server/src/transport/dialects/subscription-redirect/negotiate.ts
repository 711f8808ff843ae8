/** Which of our two forms a caller asked for: `either` where it said nothing that tells them apart, or takes neither. */
export type WantedForm = 'json' | 'html' | 'either'

interface MediaRange {
  type: string
  quality: number
}

/** How closely a range names a form: by its full name, by the first half, or with everything else. */
const NAMES: Record<'json' | 'html', readonly (readonly string[])[]> = {
  json: [['*/*'], ['application/*'], ['application/json']],
  html: [['*/*'], ['text/*'], ['text/html', 'application/xhtml+xml']],
}
const QUALITY = /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/
const QUOTED = /"(?:[^"\\]|\\.)*"/g

/**
 * Reads `Accept` by its q-values. Of two forms that are liked the same, the one that is named more closely wins, and of two
 * that are both named in full, the one named first.
 */
export function wantedForm(accept: string | undefined): WantedForm {
  const ranges = readRanges(accept ?? '')
  const json = standing(ranges, 'json')
  const html = standing(ranges, 'html')
  if (json.quality !== html.quality) return json.quality > html.quality ? 'json' : 'html'
  if (json.quality === 0) return 'either'
  if (json.closeness !== html.closeness) return json.closeness > html.closeness ? 'json' : 'html'
  if (json.closeness === 0) return 'either'
  return json.place < html.place ? 'json' : 'html'
}

function standing(ranges: readonly MediaRange[], form: 'json' | 'html') {
  for (const closeness of [2, 1, 0]) {
    const place = ranges.findIndex(({ type }) => NAMES[form][closeness]?.includes(type))
    const range = ranges[place]
    if (range) return { quality: range.quality, closeness, place }
  }
  return { quality: 0, closeness: 0, place: -1 }
}

/** What cannot be read is not there. */
function readRanges(accept: string): MediaRange[] {
  return accept
    .replaceAll(QUOTED, '')
    .toLowerCase()
    .split(',')
    .flatMap((range) => {
      const [type = '', ...parameters] = range.split(';').map((part) => part.trim())
      const sent = parameters.find((parameter) => /^q *=/.test(parameter))?.replace(/^q *= */, '')
      if (sent !== undefined && !QUALITY.test(sent)) return []
      return [{ type, quality: sent === undefined ? 1 : Number(sent) }]
    })
}
