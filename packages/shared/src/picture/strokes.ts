/** A number short enough for a path. */
export const n = (value: number): string => String(Math.round(value * 10) / 10)

const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** A point on a circle; 0 degrees is right, 90 is down. */
export const onCircle = (x: number, y: number, radius: number, degrees: number): [number, number] => [
  x + radius * Math.cos(radians(degrees)),
  y + radius * Math.sin(radians(degrees)),
]

export interface Placed {
  x?: number
  y?: number
  scale?: number
  /** Degrees clockwise. */
  turn?: number
  mirror?: boolean
  opacity?: number
}

/** Puts a drawing somewhere: moved, turned, then sized. */
export function place(
  inner: string,
  { x = 0, y = 0, scale = 1, turn = 0, mirror = false, opacity = 1 }: Placed,
): string {
  const size = scale === 1 && !mirror ? '' : ` scale(${mirror ? -scale : scale} ${scale})`
  const fade = opacity === 1 ? '' : ` opacity="${opacity}"`
  return `<g transform="translate(${n(x)} ${n(y)})${turn === 0 ? '' : ` rotate(${n(turn)})`}${size}"${fade}>${inner}</g>`
}

export const disc = (x: number, y: number, radius: number, fill: string): string =>
  `<circle cx="${n(x)}" cy="${n(y)}" r="${n(radius)}" fill="${fill}"/>`

export const ring = (x: number, y: number, radius: number, stroke: string, width = 2, extra = ''): string =>
  `<circle cx="${n(x)}" cy="${n(y)}" r="${n(radius)}" fill="none" stroke="${stroke}" stroke-width="${n(width)}" stroke-linecap="round"${extra}/>`

export const line = (d: string, stroke: string, width = 2, extra = ''): string =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${n(width)}" stroke-linecap="round" stroke-linejoin="round"${extra}/>`

export const dotted = (d: string, stroke: string, width = 3): string =>
  line(d, stroke, width, ` stroke-dasharray="0.1 ${n(width * 3.4)}"`)

/** The path of an arc around a point, from one angle to another, clockwise when the second is larger. */
export function arc(x: number, y: number, radius: number, from: number, to: number): string {
  const [startX, startY] = onCircle(x, y, radius, from)
  const [endX, endY] = onCircle(x, y, radius, to)
  const isLong = Math.abs(to - from) > 180 ? 1 : 0
  return `M${n(startX)} ${n(startY)}A${n(radius)} ${n(radius)} 0 ${isLong} ${to > from ? 1 : 0} ${n(endX)} ${n(endY)}`
}

/** A brush stroke along an arc: thin where the motion began, `width` where it arrives. */
export function sweep(
  x: number,
  y: number,
  radius: number,
  from: number,
  to: number,
  width: number,
  fill: string,
): string {
  const steps = 64
  const edge = (side: number) =>
    Array.from({ length: steps + 1 }, (_, step) => {
      // More points towards the end, where the stroke rounds off.
      const along = 1 - (1 - step / steps) ** 2
      const half = (width / 2) * along ** 0.8 * Math.sqrt(Math.min(1, (1 - along) * 16))
      const [px, py] = onCircle(x, y, radius + side * half, from + (to - from) * along)
      return `${n(px)} ${n(py)}`
    })
  return `<path d="M${[...edge(1), ...edge(-1).reverse()].join('L')}Z" fill="${fill}"/>`
}
