import { INK, type PdfPage, VERMILION } from './pdf-page.ts'

/** How a kendama stands in a figure, in units of a third of the ken's length from the figure's middle. */
export interface Pose {
  /** Degrees the ken leans to the right; 180 has the spike down. */
  lean: number
  /** Where the ball is. */
  tama: readonly [x: number, y: number]
  /** Where the ball came from, by which point; drawn dashed. */
  path?: readonly [from: readonly [number, number], by: readonly [number, number]]
}

type Point = readonly [number, number]

/** Draws a kendama into a square of `size` points around `center`: stick, cups, spike, ball, string and the way of the ball. */
export function drawKendama(page: PdfPage, center: Point, size: number, pose: Pose): void {
  const unit = size / 5
  const angle = (pose.lean * Math.PI) / 180
  const place = ([x, y]: Point): Point => [center[0] + x * unit, center[1] + y * unit]
  const ofKen = ([x, y]: Point): Point =>
    place([x * Math.cos(angle) - y * Math.sin(angle), x * Math.sin(angle) + y * Math.cos(angle)])
  const tama = place(pose.tama)

  if (pose.path) {
    const [from, by] = pose.path
    page.curve([place(from), place(by), place(by), tama], { color: VERMILION, width: 1.2, dash: [2, 4] })
    page.circle(place(from), unit * 0.5, null, { color: VERMILION, width: 0.8, dash: [2, 3] })
  }
  const string = ofKen([0, -0.25])
  const sag: Point = [(string[0] + tama[0]) / 2 + unit * 0.7, (string[1] + tama[1]) / 2 + unit * 0.9]
  page.curve([string, sag, sag, tama], { width: 0.7 })
  page.line([ofKen([0, -1.5]), ofKen([0, -0.9])], { width: 2.4 })
  page.line([ofKen([0, -0.9]), ofKen([0, 1.5])], { width: 6 })
  page.line([ofKen([-0.75, -0.35]), ofKen([0.75, -0.35])], { width: 6 })
  page.curve([ofKen([-0.85, -0.8]), ofKen([-0.6, -0.45]), ofKen([-0.6, -0.25]), ofKen([-0.85, 0.1])], { width: 2.4 })
  page.curve([ofKen([0.75, -0.7]), ofKen([0.55, -0.45]), ofKen([0.55, -0.25]), ofKen([0.75, 0])], { width: 2.4 })
  page.curve([ofKen([-0.3, 1.65]), ofKen([-0.12, 1.4]), ofKen([0.12, 1.4]), ofKen([0.3, 1.65])], { width: 2.4 })
  page.circle(tama, unit * 0.52, '#e9573a', { color: INK, width: 1.2 })
  page.circle([tama[0], tama[1] + unit * 0.3], unit * 0.1, INK, { width: 0.5 })
}
