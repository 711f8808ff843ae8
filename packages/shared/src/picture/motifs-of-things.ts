import { ken, kenOutline, kenSilhouette, REST, TAMA_RADIUS, tama } from './kendama.ts'
import type { Motif, Stage } from './motif.ts'
import type { Inks } from './palette.ts'
import { disc, dotted, line, n, onCircle, place, ring } from './strokes.ts'

const sheet = (inks: Inks, width: number, height: number, fill = inks.paper): string =>
  `<rect x="${n(-width / 2)}" y="${n(-height / 2)}" width="${width}" height="${height}" rx="3" fill="${fill}"/>`

const written = (inks: Inks, x: number, y: number, widths: readonly number[], gap = 11): string =>
  line(
    widths.map((width, index) => `M${n(x)} ${n(y + index * gap)}h${n(width)}`).join(''),
    inks.ink,
    3,
    ' opacity="0.3"',
  )

/** A ball in a few strokes, as one draws it on paper. */
const ballOutline = (x: number, y: number, radius: number, inks: Inks): string =>
  disc(x, y, radius, inks.tama) + ring(x, y, radius, inks.ink, 2)

export const trickSheets: Motif = {
  words: ['sheet', 'print', 'pdf', 'paper', 'log'],
  scenes: ['leaf', 'vermilion'],
  draw: ({ inks, random }) => {
    const lean = -4 - random() * 4
    const drawing = [
      line('M-46-34C-40-82 34-86 42-30', inks.ink, 2, ' stroke-dasharray="5 5"'),
      place(place(kenOutline(inks.ink, 3), { turn: 90 }), { x: 8, y: 22, scale: 0.56 }),
      ballOutline(8, -13, 18, inks),
      line('M-46-34l-4-9M-46-34l7-7', inks.ink, 2),
    ].join('')
    return [
      place(sheet(inks, 154, 206, inks.paperShade), { x: -70, y: 12, turn: lean - 12 }),
      place(
        sheet(inks, 154, 206, inks.paper) +
          written(inks, -58, -78, [70]) +
          place(kenOutline(inks.ink, 3), { x: 20, y: -10, scale: 0.66 }),
        { x: 70, y: 10, turn: lean + 17 },
      ),
      place(
        [
          `<rect x="-80" y="-104" width="168" height="220" rx="3" fill="${inks.ink}" opacity="0.14"/>`,
          sheet(inks, 168, 220),
          written(inks, -66, -86, [86]),
          drawing,
          written(inks, -66, 64, [132, 118, 126, 62]),
        ].join(''),
        { x: 0, y: 2, turn: lean },
      ),
      place(
        `<rect x="-9" y="-13" width="18" height="34" rx="3" fill="${inks.wood}"/>${line('M-9 1H9', inks.woodDeep, 2.4)}`,
        { x: -8, y: -110, turn: lean },
      ),
    ].join('')
  },
}

export const restring: Motif = {
  words: ['string', 'care', 'repair', 'knot'],
  scenes: ['blush', 'green'],
  draw: ({ inks, halfWidth, halfHeight }) => {
    const turns = Array.from(
      { length: 9 },
      (_, index) => `M-30 ${-32 + index * 8}Q0 ${-22 + index * 8} 30 ${-32 + index * 8}`,
    ).join('')
    const spool = [
      `<path d="M-30-36H30V38H-30Z" fill="${inks.paper}"/>`,
      line(turns, inks.ink, 2, ' opacity="0.4"'),
      `<path d="M-42-50H42V-34Q0-24-42-34Z" fill="${inks.wood}"/><path d="M-42 36Q0 46 42 36V50Q0 60-42 50Z" fill="${inks.woodShade}"/>`,
      `<ellipse cy="-50" rx="42" ry="10" fill="${inks.wood}"/><ellipse cy="-50" rx="10" ry="3" fill="${inks.woodDeep}"/>`,
    ].join('')
    return [
      `<path d="M${n(-halfWidth)} 82H${n(halfWidth)}V${n(halfHeight)}H${n(-halfWidth)}Z" fill="${inks.shape}"/>`,
      line(
        'M-66 8C-150 60-190-40-120-92C-60-134 10-90-14-34C-34 12-92-10-66-56C-40-104 60-140 96-62',
        inks.string,
        3.4,
      ),
      place(spool, { x: -92, y: 54, scale: 1.05 }),
      place(tama(inks, { radius: 56, tilt: -14 }), { x: 92, y: 34 }),
      place(`<ellipse rx="13" ry="7" fill="${inks.wood}"/><ellipse rx="8" ry="4" fill="${inks.woodDeep}"/>`, {
        x: 92,
        y: -16,
      }),
      line('M96-62C100-44 94-30 92-15', inks.string, 3.4),
      disc(6, 104, 9, inks.gold),
      disc(6, 104, 3, inks.goldShade),
    ].join('')
  },
}

export const workshop: Motif = {
  words: ['workshop', 'weekend', 'bench', 'class'],
  scenes: ['sand', 'green'],
  draw: (stage) => {
    const { inks, halfWidth, halfHeight, random } = stage
    const free = 1 + Math.floor(random() * 3)
    const places = [-140, -70, 0, 70, 140]
    const floor = 92
    const set = (x: number, index: number) =>
      index === free
        ? place(
            ring(0, REST.spike.y, TAMA_RADIUS, inks.mark, 2.4, ' stroke-dasharray="2 8"') +
              line('M-17 104C-8 60-8 40-10 14M17 104C8 60 8 40 10 14', inks.mark, 2.4, ' stroke-dasharray="2 8"'),
            { x, y: floor - 104 * 0.72, scale: 0.72 },
          )
        : place(ken(inks) + place(tama(inks, { tilt: -14 + index * 9 }), REST.spike), {
            x,
            y: floor - 107 * 0.72,
            scale: 0.72,
          })
    const panes = [-2, -1, 0, 1, 2].map((column) => `M${column * 76} -150V-62`).join('')
    return [
      `<path d="M${n(-halfWidth)} ${n(-halfHeight)}H${n(halfWidth)}V-62H${n(-halfWidth)}Z" fill="${inks.shape}"/>`,
      disc(96, -62, 44, inks.gold),
      `<path d="M${n(-halfWidth)} -62H${n(halfWidth)}V-12H${n(-halfWidth)}Z" fill="${inks.ground}"/>`,
      line(
        `${panes.replaceAll('-150V', `${n(-halfHeight)}V`)}M${n(-halfWidth)} -62H${n(halfWidth)}`,
        inks.mark,
        2.4,
        ' opacity="0.55"',
      ),
      `<path d="M${n(-halfWidth)} ${floor}H${n(halfWidth)}V${floor + 16}H${n(-halfWidth)}Z" fill="${inks.wood}"/>`,
      `<path d="M${n(-halfWidth)} ${floor + 16}H${n(halfWidth)}V${n(halfHeight)}H${n(-halfWidth)}Z" fill="${inks.woodShade}"/>`,
      ...places.map(set),
    ].join('')
  },
}

export const lanterns: Motif = {
  words: ['evening', 'jam', 'night', 'lantern'],
  scenes: ['night', 'vermilion'],
  draw: (stage) => {
    const { inks, halfWidth, halfHeight } = stage
    const reach = Math.ceil(halfWidth / 90) * 90
    const rope = `M${n(-halfWidth)} -126Q0 -78 ${n(halfWidth)} -126`
    const hang = (x: number) => -102 - 24 * ((x / halfWidth) ** 2 * 2 - 1)
    const lantern = (x: number, scale: number) => {
      const ribs = [-18, -9, 0, 9, 18]
        .map((y) => `M${n(-Math.sqrt(1 - (y / 30) ** 2) * 25)} ${y}H${n(Math.sqrt(1 - (y / 30) ** 2) * 25)}`)
        .join('')
      const inner = [
        line('M0-48V-32', inks.mark, 2),
        `<ellipse rx="26" ry="30" fill="${inks.gold}"/>`,
        line(ribs, inks.goldShade, 1.6),
        `<path d="M-11-32H11V-25H-11ZM-11 25H11V32H-11Z" fill="${inks.ink}"/>`,
        line('M0 32V46', inks.gold, 2),
      ].join('')
      return place(inner, { x, y: hang(x) + 48 * scale, scale })
    }
    const spots = Array.from({ length: (2 * reach) / 90 + 1 }, (_, index) => -reach + index * 90)
    return [
      `<path d="M${n(-halfWidth)} 112H${n(halfWidth)}V${n(halfHeight)}H${n(-halfWidth)}Z" fill="${inks.shape}"/>`,
      line(rope, inks.mark, 2),
      ...spots.map((x, index) => lantern(x, index % 2 === 0 ? 0.9 : 0.72)),
      place(
        [
          place(ken(inks), { turn: 90 }),
          dotted('M0-34V-96', inks.mark, 3),
          place(tama(inks, { tilt: 12, hole: 96 }), { y: -112 }),
          line('M0 4C-30 46 60 70 58 10C56-40 36-60 22-88', inks.string, 2.2),
        ].join(''),
        { x: 8, y: 78, scale: 0.88, turn: -8 },
      ),
    ].join('')
  },
}

function coinStack(inks: Inks, x: number, foot: number, count: number): string {
  const thick = 15
  const coins = Array.from({ length: count }, (_, index) => {
    const y = foot - index * thick
    const shift = [0, 2, -2, 1][index % 4]!
    return [
      `<path d="M${n(x - 42 + shift)} ${n(y - thick)}V${n(y)}A42 12 0 0 0 ${n(x + 42 + shift)} ${n(y)}V${n(y - thick)}Z" fill="${inks.goldShade}"/>`,
      `<ellipse cx="${n(x + shift)}" cy="${n(y - thick)}" rx="42" ry="12" fill="${inks.gold}"/>`,
    ].join('')
  })
  const top = foot - count * thick
  const rim = `<ellipse cx="${n(x + [0, 2, -2, 1][(count - 1) % 4]!)}" cy="${n(top)}" rx="33" ry="8.5" fill="none" stroke="${inks.goldShade}" stroke-width="2"/>`
  return coins.join('') + rim
}

const coinFace = (inks: Inks, radius: number): string =>
  [
    disc(3, 4, radius, inks.goldShade),
    disc(0, 0, radius, inks.gold),
    ring(0, 0, radius * 0.86, inks.goldShade, 2.4),
    place(kenSilhouette(inks.goldShade), { y: radius * 0.02, scale: radius / 132 }),
    disc(0, radius * 0.02 + (REST.spike.y * radius) / 132, (TAMA_RADIUS * radius) / 132, inks.goldShade),
  ].join('')

/** Coins on a counter, and behind them what they pay for. */
const coinsFor = (stage: Stage, emblem: string): string => {
  const { inks, halfWidth, halfHeight, random } = stage
  const tall = 3 + Math.floor(random() * 4)
  return [
    `<path d="M${n(-halfWidth)} 84H${n(halfWidth)}V${n(halfHeight)}H${n(-halfWidth)}Z" fill="${inks.shape}"/>`,
    place(emblem, { x: -52, y: -24, turn: -7, scale: 1.06 }),
    coinStack(inks, 126, 106, tall + 2),
    coinStack(inks, 48, 120, Math.max(2, tall - 2)),
    place(coinFace(inks, 50), { x: -58, y: 82, turn: -12 }),
  ].join('')
}

export const articleCoins: Motif = {
  words: ['article', 'starter', 'coin', 'credit'],
  scenes: ['green', 'sand'],
  draw: (stage) =>
    coinsFor(
      stage,
      [
        sheet(stage.inks, 128, 160),
        `<rect x="-48" y="-62" width="96" height="13" fill="${stage.inks.ink}"/>`,
        written(stage.inks, -48, -30, [96, 88, 96, 54, 92, 70], 15),
      ].join(''),
    ),
}

export const imageCoins: Motif = {
  words: ['image', 'picture', 'photo'],
  scenes: ['leaf', 'night'],
  draw: (stage) => {
    const { inks } = stage
    const hills = '<path d="M-63 52V18L-26-14L6 22L28 4L63 34V52Z" fill="#2c6a50"/>'
    return coinsFor(
      stage,
      sheet(inks, 150, 128) +
        `<rect x="-63" y="-52" width="126" height="104" fill="${inks.paperShade}"/>` +
        disc(30, -20, 17, inks.seal) +
        hills,
    )
  },
}

export const rewriteCoins: Motif = {
  words: ['rewrite', 'edit', 'polish'],
  scenes: ['blush', 'vermilion', 'amber'],
  draw: (stage) => {
    const { inks } = stage
    const pencil = `<path d="M-9-78H9V36L0 58L-9 36Z" fill="${inks.gold}"/><path d="M-9 36L0 58L9 36Z" fill="${inks.wood}"/><path d="M-3.4 50L0 58L3.4 50Z" fill="${inks.ink}"/><path d="M-9-78H9V-64H-9Z" fill="${inks.ink}"/>`
    const text =
      written(inks, -48, -54, [96, 80], 16) +
      line('M-48-22h62', inks.seal, 3.4) +
      written(inks, -48, -6, [90, 96, 40], 16)
    return coinsFor(stage, sheet(inks, 128, 156) + text + place(pencil, { x: 62, y: -26, turn: 32 }))
  },
}

export const singleCoin: Motif = {
  words: ['single'],
  scenes: ['green', 'leaf'],
  draw: ({ inks }) => [disc(0, 0, 128, inks.shape), place(coinFace(inks, 94), { turn: -10 })].join(''),
}

export const stampCard: Motif = {
  words: ['member', 'plan', 'pass', 'club', 'practice', 'room'],
  scenes: ['vermilion', 'amber'],
  draw: ({ inks, random }) => {
    const stamped = 6 + Math.floor(random() * 4)
    const cells = Array.from({ length: 12 }, (_, index) => {
      const x = -96 + (index % 4) * 64
      const y = -46 + Math.floor(index / 4) * 58
      const seal = [
        disc(0, 0, 23, inks.seal),
        place(kenSilhouette(inks.paper), { y: -2, scale: 0.19 }),
        disc(0, -11.5, 6.4, inks.paper),
      ].join('')
      return index < stamped
        ? place(seal, { x, y, turn: -14 + random() * 28 })
        : ring(x, y, 22, inks.ink, 1.8, ' opacity="0.35" stroke-dasharray="3 5"')
    })
    return place(
      [
        `<rect x="-138" y="-100" width="290" height="222" rx="6" fill="${inks.ink}" opacity="0.16"/>`,
        `<rect x="-146" y="-108" width="290" height="222" rx="6" fill="${inks.paper}"/>`,
        line('M-124-84H-8', inks.ink, 5),
        line('M84-84H122', inks.ink, 3, ' opacity="0.4"'),
        ...cells,
      ].join(''),
      { turn: -6, y: -2 },
    )
  },
}

export const ringOfMonths: Motif = {
  words: ['year', 'month', 'season'],
  scenes: ['night', 'sand'],
  draw: ({ inks }) => {
    const balls = Array.from({ length: 12 }, (_, index) => {
      const [x, y] = onCircle(0, 0, 116, -90 + index * 30)
      return index < 8
        ? place(tama(inks, { radius: 21, tilt: index * 30 - 12 }), { x, y })
        : ring(x, y, 20, inks.mark, 2.2, ' stroke-dasharray="2 7"')
    })
    return [disc(0, 0, 86, inks.shape), ...balls, place(ken(inks), { y: -10, scale: 0.78, turn: 18 })].join('')
  },
}
