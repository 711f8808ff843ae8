/** Where the ball is, from 0 to 1 of the turn, in a box of 600 by 600. */
export interface Keyframe {
  at: number
  x: number
  y: number
}

const TURN_SECONDS = 4
const HAND = { x: 300, y: 330 }

/** A short drawing that moves: a held kendama and the way of its ball, over and over. Any browser plays it. */
export function movingDrawing(title: string, keyframes: readonly Keyframe[], captions: readonly string[]): Buffer {
  const frames = smooth(keyframes)
  const times = frames.map((frame) => frame.at).join(';')
  const animate = (attribute: string, values: readonly (number | string)[]) =>
    `<animate attributeName="${attribute}" dur="${TURN_SECONDS}s" repeatCount="indefinite" keyTimes="${times}" values="${values.join(';')}"/>`
  const way = `M${frames.map((frame) => `${frame.x} ${frame.y}`).join(' L')}`
  const string = frames.map(
    (frame) =>
      `M${HAND.x} ${HAND.y} Q${(HAND.x + frame.x) / 2 + 40} ${Math.max(HAND.y, frame.y) + 30} ${frame.x} ${frame.y}`,
  )
  const lines = captions
    .map((caption, index) => `<text x="40" y="${630 + index * 26}">${escapeXml(caption)}</text>`)
    .join('')
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 ${650 + captions.length * 26}" role="img">
<title>${escapeXml(title)}</title>
<rect width="100%" height="100%" fill="#f6eedf"/>
<path d="${way}" fill="none" stroke="#c43d22" stroke-width="3" stroke-dasharray="2 12" stroke-linecap="round"/>
<g fill="none" stroke="#7d5227" stroke-linecap="round"><path d="M300 250V470" stroke-width="22"/><path d="M300 250V190" stroke-width="8"/><path d="M232 310H368" stroke-width="20"/><path d="M222 276q24 34 0 68M378 276q-24 34 0 68M272 486q28-24 56 0" stroke-width="9"/></g>
<path fill="none" stroke="#25211c" stroke-width="2.5" d="${string[0]}">${animate('d', string)}</path>
<circle r="46" fill="#cf4022" stroke="#25211c" stroke-width="3">${animate(
    'cx',
    frames.map((frame) => frame.x),
  )}${animate(
    'cy',
    frames.map((frame) => frame.y),
  )}</circle>
<text x="40" y="60" font-family="Georgia, serif" font-size="30" fill="#25211c">${escapeXml(title)}</text>
<g font-family="Helvetica, Arial, sans-serif" font-size="17" fill="#6d6355">${lines}</g>
</svg>
`)
}

const STEPS = 8

/** More frames between these, on a curve through all of them (Catmull-Rom). */
function smooth(frames: readonly Keyframe[]): Keyframe[] {
  const near = (index: number) => frames[Math.min(Math.max(index, 0), frames.length - 1)]!
  return frames.slice(1).flatMap((to, index) => {
    const [before, from, after] = [near(index - 1), near(index), near(index + 2)]
    const between = (key: keyof Keyframe, t: number) =>
      from[key] +
      (t / 2) *
        (to[key] -
          before[key] +
          t *
            (2 * before[key] -
              5 * from[key] +
              4 * to[key] -
              after[key] +
              t * (3 * (from[key] - to[key]) + after[key] - before[key])))
    const first = index === 0 ? 0 : 1
    return Array.from({ length: STEPS + 1 - first }, (_, step) => {
      const t = (step + first) / STEPS
      return {
        at: round(from.at + (to.at - from.at) * t, 4),
        x: round(between('x', t), 1),
        y: round(between('y', t), 1),
      }
    })
  })
}

const round = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits

const escapeXml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
