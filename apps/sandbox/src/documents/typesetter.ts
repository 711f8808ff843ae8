import type PDFDocument from 'pdfkit'
import { type Run, runsOf, type Weight } from './typefaces.ts'

export type Style = { size: number; weight?: Weight; color?: string; align?: 'left' | 'right' }

export type Typesetter = {
  /** Writes text into a column and breaks its lines; answers the height it took, in points. */
  write(text: string, x: number, y: number, width: number, style: Style): number
  /** Whether a letter had to be replaced so far. */
  hasMissed(): boolean
}

const LINE_HEIGHT = 1.4

/** Sets text in the typefaces that have its letters. */
export function createTypesetter(doc: typeof PDFDocument.prototype): Typesetter {
  const registered = new Set<string>()
  let missed = false

  const choose = ({ face }: Run, size: number) => {
    if (!registered.has(face.name)) {
      doc.registerFont(face.name, face.file)
      registered.add(face.name)
    }
    doc.font(face.name).fontSize(size)
  }
  const widthOf = (text: string, { size, weight = 'regular' }: Style): number =>
    runsOf(text, weight).reduce((sum, run) => {
      choose(run, size)
      return sum + doc.widthOfString(run.text)
    }, 0)

  /** Lines no wider than the column. Japanese breaks between any two letters, and so does a word that is too long. */
  const linesOf = (text: string, width: number, style: Style): string[] => {
    const lines: string[] = []
    for (const paragraph of text.split('\n')) {
      let line = ''
      for (const piece of piecesOf(paragraph)) {
        if (widthOf(line + piece, style) <= width) {
          line += piece
          continue
        }
        if (line.trim() !== '') lines.push(line.trimEnd())
        line = ''
        for (const letter of piece.trimStart()) {
          if (line !== '' && widthOf(line + letter, style) > width) {
            lines.push(line)
            line = ''
          }
          line += letter
        }
      }
      lines.push(line.trimEnd())
    }
    return lines
  }

  return {
    write(text, x, y, width, style) {
      const lines = linesOf(text, width, style)
      for (const [index, line] of lines.entries()) {
        let at = style.align === 'right' ? x + width - widthOf(line, style) : x
        for (const run of runsOf(line, style.weight ?? 'regular')) {
          missed ||= run.isMissing
          choose(run, style.size)
          doc.fillColor(style.color ?? '#1d1a16')
          // Baselines of different typefaces are level only if they are what is placed.
          doc.text(run.text, at, y + index * style.size * LINE_HEIGHT + style.size, {
            baseline: 'alphabetic',
            lineBreak: false,
          })
          at += doc.widthOfString(run.text)
        }
      }
      return lines.length * style.size * LINE_HEIGHT
    },
    hasMissed: () => missed,
  }
}

/** Words with the space behind them; letters of Japanese and Chinese by themselves. */
function piecesOf(text: string): string[] {
  return (
    text.match(/[\u3000-\u9fff\uf900-\ufaff\uff00-\uffef]|[^\s\u3000-\u9fff\uf900-\ufaff\uff00-\uffef]+\s*|\s+/gu) ?? []
  )
}
