import { pdfString, wrapText } from './pdf-text.ts'

/** A4 in points. */
export const PAGE = { width: 595, height: 842 } as const

export const INK = '#25211c'
export const SOFT_INK = '#6d6355'
export const VERMILION = '#c43d22'
export const HAIRLINE = '#cfc4b0'

const FONTS = { body: 'F1', bold: 'F2', title: 'F3' } as const

export interface TextStyle {
  size: number
  font?: keyof typeof FONTS
  color?: string
}

export interface LineStyle {
  color?: string
  /** In points. */
  width?: number
  dash?: readonly [number, number]
}

type Point = readonly [x: number, y: number]

/** One page being drawn, in points from its top left corner. */
export interface PdfPage {
  /** One line; `y` is where it stands. */
  text(x: number, y: number, text: string, style: TextStyle): void
  /** Wrapped to `width`; answers the `y` below it. */
  paragraph(x: number, y: number, width: number, text: string, style: TextStyle): number
  line(points: readonly Point[], style?: LineStyle): void
  /** A cubic curve from the first point to the last by the two between. */
  curve(points: readonly [Point, Point, Point, Point], style?: LineStyle): void
  circle(center: Point, radius: number, fill: string | null, style?: LineStyle): void
  box(x: number, y: number, width: number, height: number, style?: LineStyle): void
  /** The page's drawing operators, as they go into the file. */
  content(): string
}

const LEADING = 1.42
/** How far a curve's handles reach to look like a quarter circle. */
const ROUND = 0.5523

export function pdfPage(): PdfPage {
  const operators: string[] = ['1 J 1 j']
  const at = ([x, y]: Point) => `${n(x)} ${n(PAGE.height - y)}`
  const pen = ({ color = INK, width = 1, dash }: LineStyle) =>
    `${rgb(color)} RG ${n(width)} w ${dash ? `[${dash[0]} ${dash[1]}] 0 d` : '[] 0 d'}`
  const text: PdfPage['text'] = (x, y, line, { size, font = 'body', color = INK }) => {
    operators.push(`BT ${rgb(color)} rg /${FONTS[font]} ${n(size)} Tf ${at([x, y])} Td ${pdfString(line)} Tj ET`)
  }

  return {
    text,
    paragraph(x, y, width, words, style) {
      const lines = wrapText(words, style.font === 'body' || !style.font ? style.size : style.size * 1.08, width)
      for (const [index, line] of lines.entries()) text(x, y + index * style.size * LEADING, line, style)
      return y + lines.length * style.size * LEADING
    },
    line(points, style = {}) {
      const [first, ...rest] = points
      if (!first) return
      operators.push(`${pen(style)} ${at(first)} m ${rest.map((point) => `${at(point)} l`).join(' ')} S`)
    },
    curve([from, first, second, to], style = {}) {
      operators.push(`${pen(style)} ${at(from)} m ${at(first)} ${at(second)} ${at(to)} c S`)
    },
    circle([x, y], r, fill, style = {}) {
      const k = r * ROUND
      const quarters: Point[] = [
        [x + k, y - r],
        [x + r, y - k],
        [x + r, y],
        [x + r, y + k],
        [x + k, y + r],
        [x, y + r],
        [x - k, y + r],
        [x - r, y + k],
        [x - r, y],
        [x - r, y - k],
        [x - k, y - r],
        [x, y - r],
      ]
      const path = quarters.map((point, index) => (index % 3 === 2 ? `${at(point)} c` : at(point))).join(' ')
      operators.push(`${pen(style)} ${fill ? `${rgb(fill)} rg` : ''} ${at([x, y - r])} m ${path} ${fill ? 'B' : 'S'}`)
    },
    box(x, y, width, height, style = {}) {
      operators.push(`${pen(style)} ${at([x, y + height])} ${n(width)} ${n(height)} re S`)
    },
    content: () => operators.join('\n'),
  }
}

/** A number as PDF writes it: no exponent, two decimals. */
const n = (value: number): string => String(Math.round(value * 100) / 100)

const rgb = (hex: string): string =>
  [1, 3, 5].map((index) => n(Number.parseInt(hex.slice(index, index + 2), 16) / 255)).join(' ')
