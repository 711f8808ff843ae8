import type { ProductKind } from '../contracts/primitives.ts'
import type { Motif } from './motif.ts'
import {
  articleCoins,
  imageCoins,
  lanterns,
  restring,
  rewriteCoins,
  ringOfMonths,
  singleCoin,
  stampCard,
  trickSheets,
  workshop,
} from './motifs-of-things.ts'
import {
  aim,
  airplane,
  aroundJapan,
  bigCup,
  cleanCatch,
  lighthouse,
  moshikame,
  spike,
  strobe,
} from './motifs-of-tricks.ts'
import { inksOf, type PictureTheme } from './palette.ts'
import { pick, randomFrom } from './seed.ts'
import { n } from './strokes.ts'

export type { PictureTheme } from './palette.ts'

const OF_KIND = {
  course: [spike, aroundJapan, bigCup],
  video: [moshikame, strobe, airplane, cleanCatch],
  lesson: [lighthouse, aim],
  digital_product: [trickSheets, restring],
  event: [workshop, lanterns],
  credit_package: [singleCoin, articleCoins, imageCoins, rewriteCoins],
  plan: [stampCard, ringOfMonths],
} as const satisfies Record<ProductKind, readonly Motif[]>

const ALL: readonly Motif[] = Object.values(OF_KIND).flat()

export interface PictureRequest {
  /** Any words. Those that name a motif (`spike`, `lighthouse`, `sheet`, …) get it; all others get one of their kind's. */
  seed: string
  kind: ProductKind
  /** In px; any shape, the drawing keeps to the middle and the ground fills the rest. */
  width: number
  height: number
  theme: PictureTheme
}

function motifFor(seed: string, kind: ProductKind, random: () => number): Motif {
  const named = (motif: Motif) => motif.words.some((word) => seed.includes(word))
  return OF_KIND[kind].find(named) ?? ALL.find(named) ?? pick(random, OF_KIND[kind])
}

/** The drawn picture of a product as a whole SVG document; the same request always gives the same text. */
export function drawPicture({ seed, kind, width, height, theme }: PictureRequest): string {
  const words = seed.toLowerCase()
  const random = randomFrom(`${words} ${kind}`)
  const motif = motifFor(words, kind, random)
  const inks = inksOf(pick(random, motif.scenes), theme)
  const scale = Math.min(width / 400, height / 300)
  const halfWidth = width / scale / 2
  const halfHeight = height / scale / 2
  const drawing = motif.draw({ inks, random, halfWidth, halfHeight })
  const box = `${n(-halfWidth)} ${n(-halfHeight)} ${n(halfWidth * 2)} ${n(halfHeight * 2)}`
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${box}"><rect x="${n(-halfWidth)}" y="${n(-halfHeight)}" width="${n(halfWidth * 2)}" height="${n(halfHeight * 2)}" fill="${inks.ground}"/>${drawing}</svg>`
}
