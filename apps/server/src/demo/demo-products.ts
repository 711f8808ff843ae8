import type { DemoProduct } from './demo-product.ts'
import { creditPackages } from './products/credit-packages.ts'
import { downloads } from './products/downloads.ts'
import { events } from './products/events.ts'
import { firstPullCourse } from './products/first-pull-course.ts'
import { lessons } from './products/lessons.ts'
import { memberships } from './products/memberships.ts'
import { premiumCourse } from './products/premium-course.ts'
import { videos } from './products/videos.ts'

const [advanced, moshikame, airplane, candle, beforeTheCatch] = videos
const [lighthouse, howToLook] = lessons
const [sheets, log, care, names, sampler] = downloads
const [workshop, jam] = events
const [practiceRoom, ...otherPlans] = memberships

/** In the order of the shelf: a bit of everything first, what older clients sell last. */
export const DEMO_PRODUCTS: readonly DemoProduct[] = [
  premiumCourse,
  sheets,
  workshop,
  firstPullCourse,
  advanced,
  lighthouse,
  sampler,
  moshikame,
  log,
  airplane,
  jam,
  care,
  howToLook,
  names,
  candle,
  beforeTheCatch,
  practiceRoom,
  ...creditPackages,
  ...otherPlans,
].filter((product) => product !== undefined)
