import { z } from 'zod'
import { Instant, id, ProductKind } from './primitives.ts'

export const LibraryItem = z.object({
  productId: id<'product'>(),
  slug: z.string(),
  kind: ProductKind,
  title: z.string(),
  summary: z.string(),
  pictureSeed: z.string(),
  sellerName: z.string().nullable(),
  /** The plan that opens it while one subscribes to it; null for what was bought. */
  through: z.object({ title: z.string(), slug: z.string() }).nullable(),
  /** What it was bought with; of a plan, the order that began it. */
  orderId: id<'order'>(),
  grantedAt: Instant,
  lessonCount: z.int(),
  files: z.array(
    z.object({
      id: id<'file'>(),
      fileName: z.string(),
      contentType: z.string(),
      sizeBytes: z.int(),
      sha256: z.string(),
    }),
  ),
  event: z
    .object({ startsAt: Instant, endsAt: Instant, timeZone: z.string(), place: z.string(), seats: z.int() })
    .nullable(),
})
export type LibraryItem = z.infer<typeof LibraryItem>

export const Library = z.object({ items: z.array(LibraryItem) })
export type Library = z.infer<typeof Library>

export const OpenCourseInput = z.strictObject({ slug: z.string().min(1).max(120) })
/** Something owned, opened: a course's lessons with their text. */
export const OpenedCourse = z.object({
  productId: id<'product'>(),
  title: z.string(),
  kind: ProductKind,
  pictureSeed: z.string(),
  lessons: z.array(z.object({ position: z.int(), title: z.string(), minutes: z.int(), body: z.string() })),
})
export type OpenedCourse = z.infer<typeof OpenedCourse>

export const OpenDownloadInput = z.strictObject({ fileId: id<'file'>() })
/** A signed link that stops working at `expiresAt`. */
export const DownloadLink = z.object({ url: z.string(), fileName: z.string(), expiresAt: Instant })
export type DownloadLink = z.infer<typeof DownloadLink>
