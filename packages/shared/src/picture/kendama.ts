import type { Inks } from './palette.ts'
import { arc, disc, line, n, onCircle, place } from './strokes.ts'

/** The ball's radius where the ken is 182 high, as on a real one. */
export const TAMA_RADIUS = 34
/** Where the ken's parts are, from the middle of its crosspiece: the ball's centre when it rests there. */
export const REST = {
  spike: { x: 0, y: -49 },
  bigCup: { x: -62, y: 0 },
  smallCup: { x: 60, y: 0 },
  baseCup: { x: 0, y: 131 },
} as const

const SPIKE = 'M-6.5-12C-5-40-3.2-62-1.8-74Q0-79 1.8-74C3.2-62 5-40 6.5-12Z'
const SPIKE_SHADE = 'M1-76Q1.5-76 1.8-74C3.2-62 5-40 6.5-12H1.5C2.5-40 2-62 1-76Z'
const BODY =
  'M-9 9C-8.5 22-6.8 30-6.8 38C-6.8 52-12 59-11.7 71C-11.4 82-8.8 85-9.8 92C-10.8 97-15.5 99-17 104A17 4 0 0 0 17 104C15.5 99 10.8 97 9.8 92C8.8 85 11.4 82 11.7 71C12 59 6.8 52 6.8 38C6.8 30 8.5 22 9 9Z'
const BODY_SHADE =
  'M3 9C3.5 22 2 30 2.5 38C3 52 6 59 5.5 71C5 82 2.5 85 3.5 92C4.5 98 8 100 8 107.4A17 4 0 0 0 17 104C15.5 99 10.8 97 9.8 92C8.8 85 11.4 82 11.7 71C12 59 6.8 52 6.8 38C6.8 30 8.5 22 9 9Z'
const CROSS =
  'M-37-23C-29-21.5-20-14.5 0-14.5C17-14.5 25-18 33-19.5A4.5 19.5 0 0 1 33 19.5C25 18 17 14.5 0 14.5C-20 14.5-29 21.5-37 23Z'
const CROSS_SHADE = 'M-37 23C-29 21.5-20 14.5 0 14.5C17 14.5 25 18 33 19.5A4.5 19.5 0 0 0 37.4 5C24 6-14 4-34 9Z'

const fill = (d: string, colour: string): string => `<path d="${d}" fill="${colour}"/>`

/** A ken upright, big cup to the left, spike up; the origin is the middle of the crosspiece. */
export function ken(inks: Inks): string {
  return [
    fill(SPIKE, inks.wood),
    fill(SPIKE_SHADE, inks.woodShade),
    fill(BODY, inks.wood),
    fill(BODY_SHADE, inks.woodShade),
    line('M-11.3 66.5H11.3M-10.2 88.5H10.2', inks.woodDeep, 1.2, ' opacity="0.45"'),
    fill(CROSS, inks.wood),
    fill(CROSS_SHADE, inks.woodShade),
    `<ellipse cx="-37" cy="0" rx="6.5" ry="23" fill="${inks.woodShade}"/>`,
    `<ellipse cx="-37.5" cy="0" rx="4.5" ry="18.5" fill="${inks.woodDeep}"/>`,
    line('M-13-13.8Q-10 0-13 13.8M15-14.3Q18 0 15 14.3', inks.woodDeep, 1.2, ' opacity="0.45"'),
    disc(1, 0, 2.6, inks.woodDeep),
  ].join('')
}

/** Only the outline, for diagrams and seals. */
export const kenOutline = (stroke: string, width: number): string =>
  [SPIKE, BODY, CROSS].map((d) => line(d, stroke, width)).join('')

/** One flat shape, for ghosts, coins and seals. */
export const kenSilhouette = (colour: string): string => [SPIKE, BODY, CROSS].map((d) => fill(d, colour)).join('')

export interface TamaLook {
  radius?: number
  /** How the coloured band lies, in degrees. */
  tilt?: number
  /** Where the hole faces, in degrees (90 is down), or not towards us at all. */
  hole?: number | null
}

/** The ball around the origin: lacquer, a band, a shade below, the rim of light above. */
export function tama(inks: Inks, { radius = TAMA_RADIUS, tilt = -12, hole = null }: TamaLook = {}): string {
  const r = radius
  const band = `M${n(-r)} ${n(-r * 0.1)}Q0 ${n(r * 0.22)} ${n(r)} ${n(-r * 0.1)}A${n(r)} ${n(r)} 0 0 1 ${n(r * 0.955)} ${n(r * 0.29)}Q0 ${n(r * 0.68)} ${n(-r * 0.955)} ${n(r * 0.29)}A${n(r)} ${n(r)} 0 0 1 ${n(-r)} ${n(-r * 0.1)}Z`
  const [shadeX, shadeY] = onCircle(0, 0, r, 105)
  const [endX, endY] = onCircle(0, 0, r, -25)
  const shade = `M${n(shadeX)} ${n(shadeY)}A${n(r)} ${n(r)} 0 0 0 ${n(endX)} ${n(endY)}A${n(r * 1.15)} ${n(r * 1.15)} 0 0 1 ${n(shadeX)} ${n(shadeY)}Z`
  return [
    disc(0, 0, r, inks.tama),
    place(`<path d="${band}" fill="${inks.band}"/>`, { turn: tilt }),
    `<path d="${shade}" fill="${inks.tamaShade}" opacity="0.55"/>`,
    line(arc(0, 0, r * 0.76, 198, 252), '#fff', r * 0.075, ' opacity="0.55"'),
    hole === null ? '' : tamaHole(inks, r, hole),
  ].join('')
}

function tamaHole(inks: Inks, r: number, degrees: number): string {
  const [x, y] = onCircle(0, 0, r * 0.6, degrees)
  const ring = `<ellipse rx="${n(r * 0.2)}" ry="${n(r * 0.28)}" fill="${inks.wood}"/><ellipse cx="${n(r * 0.015)}" rx="${n(r * 0.145)}" ry="${n(r * 0.21)}" fill="${inks.woodDeep}"/>`
  return place(ring, { x, y, turn: degrees })
}
