import type { ProductKind } from '@cashwrap/shared/contracts/primitives'
import type { IconName } from '../components/icon.tsx'

interface KindWords {
  one: string
  many: string
  icon: IconName
  /** What happens once it is paid. */
  afterPaying: string
}

export const KIND_WORDS = {
  course: {
    one: 'Course',
    many: 'Courses',
    icon: 'course',
    afterPaying: 'Opens in your library as soon as it is paid.',
  },
  video: { one: 'Video', many: 'Videos', icon: 'play', afterPaying: 'Opens in your library as soon as it is paid.' },
  lesson: {
    one: 'Lesson',
    many: 'Lessons',
    icon: 'course',
    afterPaying: 'Opens in your library as soon as it is paid.',
  },
  digital_product: {
    one: 'Download',
    many: 'Downloads',
    icon: 'file',
    afterPaying: 'Yours to download as soon as it is paid.',
  },
  event: { one: 'Event', many: 'Events', icon: 'seat', afterPaying: 'Your seat is yours as soon as it is paid.' },
  credit_package: {
    one: 'Credits',
    many: 'Credits',
    icon: 'credits',
    afterPaying: 'On your account as soon as they are paid.',
  },
  plan: { one: 'Membership', many: 'Memberships', icon: 'plan', afterPaying: 'Open as soon as it is paid.' },
} as const satisfies Record<ProductKind, KindWords>

/** Kinds of which one can sensibly want several at once. */
export const isCountable = (kind: ProductKind): boolean => kind === 'event' || kind === 'credit_package'
