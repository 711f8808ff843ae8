import type { ProductKind } from '@cashwrap/shared/contracts/primitives'

export interface DemoPrice {
  /** In minor units. */
  amount: number
  currency: string
  interval?: 'month' | 'year'
  /** What old clients call it. */
  externalId?: string
}

export interface DemoLesson {
  title: string
  minutes: number
  isPreview?: boolean
  /** Paragraphs separated by blank lines; `## ` before a heading, `- ` before each line of a list. */
  body: string
}

export interface DemoFile {
  fileName: string
  contentType: string
  /** Made when the shop is seeded; the same every time. */
  content: () => Buffer
}

export interface DemoEvent {
  /** How far off it is when the shop is seeded; it begins on the Saturday after. */
  inDays: number
  startHourUtc: number
  hours: number
  timeZone: string
  place: string
  seats: number
}

export interface DemoProduct {
  /** What old clients call it. */
  externalId: string
  slug: string
  kind: ProductKind
  title: string
  summary: string
  description: string
  includes: readonly string[]
  pictureSeed: string
  /** A key of `DEMO_SELLERS`; the school's own when not given. */
  seller?: 'north-pier' | 'studio-tama'
  prices: readonly DemoPrice[]
  lessons?: readonly DemoLesson[]
  files?: readonly DemoFile[]
  /** External ids of what is sold with it, and opened to who owns it or subscribes to it. */
  parts?: readonly string[]
  event?: DemoEvent
  /** What a package of credits gives. */
  credits?: { creditType: string; credits: number; isPopular?: boolean; discount?: string }
  /** What a plan gives besides its parts. */
  plan?: {
    trialDays?: number
    /** It opens everything of its seller. */
    opensSeller?: boolean
    credits?: { creditType: string; perMonth: number; perYear: number }
  }
}
