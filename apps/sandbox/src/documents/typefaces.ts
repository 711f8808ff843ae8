import { readFileSync } from 'node:fs'
import { create, type Font } from 'fontkit'

export type Weight = 'regular' | 'bold'

/** One file of letters, by the name that a PDF knows it by. */
export type Face = { name: string; file: Buffer; font: Font }

// Fontkit embeds letters with accents of woff files, and fails on those of woff2.
const HANKEN = '@fontsource/hanken-grotesk/files/hanken-grotesk'
const KOSUGI = '@fontsource/kosugi/files/kosugi'

/** Has the geta. */
const WITH_MISSING = `${KOSUGI}-japanese-400-normal.woff`

/** In the order in which they are asked for a letter. Kosugi has Japanese and Cyrillic, in one weight. */
const PLACES = {
  regular: [`${HANKEN}-latin-400-normal.woff`, `${HANKEN}-latin-ext-400-normal.woff`],
  bold: [`${HANKEN}-latin-600-normal.woff`, `${HANKEN}-latin-ext-600-normal.woff`],
  both: [`${HANKEN}-vietnamese-400-normal.woff`, `${KOSUGI}-cyrillic-400-normal.woff`, WITH_MISSING],
} as const

const opened = new Map<string, Face>()

function open(place: string): Face {
  const known = opened.get(place)
  if (known) return known
  const file = readFileSync(new URL(import.meta.resolve(place)))
  const font = create(file)
  if (!('hasGlyphForCodePoint' in font)) throw new Error(`${place} is no single typeface.`)
  const face = { name: place.slice(place.lastIndexOf('/') + 1), file, font }
  opened.set(place, face)
  return face
}

/** What stands for a letter that none of the typefaces has: the geta, as printers in Japan put it. */
export const MISSING = '〓'

export type Run = { face: Face; text: string; isMissing: boolean }

/**
 * A text cut into pieces of one typeface each. A letter that none has becomes a geta, so that nothing is lost without a
 * trace. Files are read when they are first needed: the Japanese one is large.
 */
export function runsOf(text: string, weight: Weight): Run[] {
  const runs: Run[] = []
  for (const letter of text.normalize('NFC')) {
    const found = faceFor(letter, weight)
    const isMissing = found === undefined
    const face = found ?? open(WITH_MISSING)
    const last = runs.at(-1)
    if (last && last.face === face && last.isMissing === isMissing) last.text += isMissing ? MISSING : letter
    else runs.push({ face, text: isMissing ? MISSING : letter, isMissing })
  }
  return runs
}

function faceFor(letter: string, weight: Weight): Face | undefined {
  const code = letter.codePointAt(0) ?? 0
  for (const place of [...PLACES[weight], ...PLACES.both]) {
    const face = open(place)
    if (face.font.hasGlyphForCodePoint(code)) return face
  }
  return undefined
}
