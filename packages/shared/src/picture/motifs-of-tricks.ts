import { ken, kenSilhouette, REST, TAMA_RADIUS, tama } from './kendama.ts'
import type { Motif, Stage } from './motif.ts'
import { arc, disc, dotted, line, n, onCircle, place, ring, sweep } from './strokes.ts'

/** A table edge across the whole width, for things that stand. */
const ground = ({ inks, halfWidth, halfHeight }: Stage, y: number): string =>
  `<path d="M${n(-halfWidth)} ${n(y)}H${n(halfWidth)}V${n(halfHeight)}H${n(-halfWidth)}Z" fill="${inks.shape}"/>`

export const spike: Motif = {
  words: ['spike', 'tome', 'premium'],
  scenes: ['sand', 'green'],
  draw: ({ inks, random }) => {
    const turn = 6 + random() * 6
    const mirror = random() < 0.5
    return place(
      [
        disc(16, 0, 118, inks.shape),
        sweep(-8, 8, 138, 112, 262, 15, inks.mark),
        place(
          [
            ken(inks),
            place(tama(inks, { tilt: -14 }), REST.spike),
            line('M2 0C48 18 74-22 52-60C38-84 14-98 0-84', inks.string, 2.2),
          ].join(''),
          { x: 6, y: 16, scale: 1.12, turn },
        ),
      ].join(''),
      { mirror },
    )
  },
}

export const bigCup: Motif = {
  words: ['cup', 'first', 'begin'],
  scenes: ['vermilion', 'amber'],
  draw: ({ inks, random }) => {
    const tilt = -10 - random() * 6
    return [
      disc(0, -14, 112, inks.shape),
      dotted('M0-138V-92', inks.mark, 3.2),
      place(
        [
          place(ken(inks), { turn: 90 }),
          place(tama(inks, { tilt: 10 }), { x: 0, y: REST.bigCup.x }),
          line('M0 4C-4 58 64 66 78 18C90-26 62-74 22-86', inks.string, 2.2),
        ].join(''),
        { x: 8, y: 34, scale: 1.22, turn: tilt },
      ),
    ].join('')
  },
}

export const moshikame: Motif = {
  words: ['moshikame', 'rhythm', 'beat'],
  scenes: ['leaf', 'sand'],
  draw: (stage) => {
    const { inks } = stage
    const hop = (x: number) => `M${x}-44C${x + 22}-146 ${x + 104}-146 ${x + 126}-44`
    const onBigCup = place(ken(inks), { turn: 90 }) + place(tama(inks, { tilt: -20 }), { x: 0, y: REST.bigCup.x })
    const onBaseCup = place(ken(inks), { turn: 180 }) + place(tama(inks, { tilt: 22 }), { x: 0, y: -REST.baseCup.y })
    return [
      ground(stage, 74),
      dotted(hop(-116), inks.mark, 3.2),
      dotted(hop(10), inks.mark, 3.2),
      place(onBigCup, { x: -116, y: 38, scale: 0.7 }),
      place(onBaseCup, { x: 10, y: 70, scale: 0.7 }),
      place(onBigCup, { x: 136, y: 38, scale: 0.7 }),
    ].join('')
  },
}

export const aroundJapan: Motif = {
  words: ['around', 'japan', 'tour', 'map'],
  scenes: ['night', 'blush'],
  draw: ({ inks }) => {
    const stations = [
      { x: -98, y: -74, turn: -90, rest: REST.smallCup, dx: -8, dy: 20 },
      { x: 98, y: -74, turn: 90, rest: REST.bigCup, dx: 8, dy: 20 },
      { x: 98, y: 74, turn: 180, rest: REST.baseCup, dx: 0, dy: 20 },
      { x: -98, y: 74, turn: 0, rest: REST.spike, dx: 0, dy: -8 },
    ]
    const ways = [
      line('M-28-80H24M16-88L26-80L16-72', inks.mark, 3.4),
      line('M28 80H-24M-16 72L-26 80L-16 88', inks.mark, 3.4),
    ]
    return [
      ...stations.map(({ x, y }) => disc(x, y, 70, inks.shape)),
      ...ways,
      ...stations.map(({ x, y, turn, rest, dx, dy }) =>
        place(ken(inks) + place(tama(inks, { tilt: -turn - 14 }), rest), { x: x + dx, y: y + dy, scale: 0.58, turn }),
      ),
    ].join('')
  },
}

export const lighthouse: Motif = {
  words: ['lighthouse', 'balance'],
  scenes: ['green', 'night'],
  draw: ({ inks, halfWidth, halfHeight }) => {
    const beam = (y1: number, y2: number, side: number) =>
      `<path d="M0-122L${n(side * halfWidth)} ${n(y1)}V${n(y2)}Z" fill="${inks.mark}" opacity="0.13"/>`
    const wave = (y: number, shift: number) => {
      const start = -Math.ceil(halfWidth / 40) * 40 - 40 + shift
      const crests = Array.from({ length: Math.ceil(halfWidth / 20) + 3 }, () => 'q10-9 20 0t20 0').join('')
      return line(`M${n(start)} ${n(y)}${crests}`, inks.mark, 2, ' opacity="0.55"')
    }
    return [
      beam(-150, -66, 1),
      beam(-84, 6, -1),
      `<path d="M${n(-halfWidth)} 104H${n(halfWidth)}V${n(halfHeight)}H${n(-halfWidth)}Z" fill="${inks.shape}"/>`,
      wave(116, 0),
      wave(130, 20),
      place(
        [
          place(tama(inks, { radius: TAMA_RADIUS, tilt: 8 }), { y: 131 }),
          ken(inks),
          line('M2 0C-58 6-74 60-50 104C-44 116-38 122-31 124', inks.string, 2.2),
        ].join(''),
        { y: -48, scale: 0.98 },
      ),
      disc(0, -124, 5, inks.gold),
    ].join('')
  },
}

export const airplane: Motif = {
  words: ['airplane', 'swing', 'plane', 'stick'],
  scenes: ['blush', 'vermilion'],
  draw: ({ inks, random }) => {
    const mirror = random() < 0.5
    const held = { x: -70, y: -98 }
    const hung = (degrees: number, inner: string) => {
      const [x, y] = onCircle(held.x, held.y, 176, degrees)
      return place(inner, { x, y, scale: 0.8, turn: degrees - 58 })
    }
    const [endX, endY] = onCircle(held.x, held.y, 176, 26)
    return place(
      [
        disc(36, 38, 104, inks.shape),
        hung(112, place(kenSilhouette(inks.mark), { opacity: 0.14 })),
        hung(70, place(kenSilhouette(inks.mark), { opacity: 0.26 })),
        sweep(held.x, held.y, 118, 128, 38, 13, inks.mark),
        line(
          `M${held.x} ${held.y}Q${n((held.x + endX) / 2)} ${n((held.y + endY) / 2 + 18)} ${n(endX)} ${n(endY)}`,
          inks.string,
          2.2,
        ),
        hung(26, ken(inks)),
        place(tama(inks, { tilt: 20, hole: null }), held),
      ].join(''),
      { mirror },
    )
  },
}

export const strobe: Motif = {
  words: ['strobe', 'slow', 'flight', 'film'],
  scenes: ['night', 'amber'],
  draw: ({ inks }) => {
    const steps = 8
    const at = (step: number) => {
      const along = step / steps
      return { x: -150 + 262 * along, y: 84 - 4 * 196 * along * (1 - along) * (1 - along * 0.18) - 58 * along }
    }
    const ghosts = Array.from({ length: steps }, (_, step) => {
      const { x, y } = at(step)
      return place(disc(0, 0, TAMA_RADIUS * 0.86, inks.tama) + ring(0, 0, TAMA_RADIUS * 0.86, inks.ground, 2), {
        x,
        y,
        opacity: 0.2 + Math.round((60 * step) / steps) / 100,
      })
    })
    return [
      disc(-20, 150, 170, inks.shape),
      ...ghosts,
      place(place(ken(inks), { turn: 90 }) + place(tama(inks, { tilt: -18 }), { x: 0, y: REST.bigCup.x }), {
        x: 112,
        y: 74,
        scale: 0.86,
        turn: -12,
      }),
      line('M112 76C40 130-40 132-120 104', inks.string, 2),
    ].join('')
  },
}

export const cleanCatch: Motif = {
  words: ['clean', 'sound', 'catch', 'listen'],
  scenes: ['amber', 'leaf'],
  draw: ({ inks }) => {
    const rings = [92, 118, 146, 176, 208].map((radius, index) =>
      [
        line(arc(0, -34, radius, 200, 250), inks.mark, 4.5 - index * 0.7, ` opacity="${n(9 - index * 1.5)}e-1"`),
        line(arc(0, -34, radius, 290, 340), inks.mark, 4.5 - index * 0.7, ` opacity="${n(9 - index * 1.5)}e-1"`),
      ].join(''),
    )
    return [
      disc(0, 190, 150, inks.shape),
      ...rings,
      place(place(ken(inks), { turn: 90 }) + place(tama(inks, { tilt: -8 }), { x: 0, y: REST.bigCup.x }), {
        x: -26,
        y: 104,
        scale: 2.05,
      }),
    ].join('')
  },
}

export const aim: Motif = {
  words: ['aim', 'hole', 'lesson'],
  scenes: ['vermilion', 'leaf'],
  draw: ({ inks, halfHeight }) => {
    const dial = Array.from({ length: 36 }, (_, index) => {
      const degrees = index * 10
      const [x1, y1] = onCircle(0, -34, 112, degrees)
      const [x2, y2] = onCircle(0, -34, index % 9 === 0 ? 126 : 118, degrees)
      return `M${n(x1)} ${n(y1)}L${n(x2)} ${n(y2)}`
    }).join('')
    return [
      disc(0, -34, 104, inks.shape),
      line(dial, inks.mark, 2.2),
      place(tama(inks, { radius: 76, tilt: -28 }), { y: -34 }),
      disc(0, -4, 25, inks.wood),
      disc(0, -4, 18, inks.woodDeep),
      place(ken(inks), { y: 160, scale: 2.1 }),
      dotted(`M0-4V${n(-halfHeight)}`, inks.mark, 3),
    ].join('')
  },
}
