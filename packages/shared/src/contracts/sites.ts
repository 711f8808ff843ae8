import { z } from 'zod'
import { Cursor, Instant, id, PageSize, Text } from './primitives.ts'

const MAX_ADDRESS = 2000
const MAX_TEXT = 200
const MAX_COUNT = 2_147_483_647
const CONTROL = /\p{Cc}/gu

/** What is there to be shown: whatever it came as, it is text of a bearable length, or nothing. */
const ForgivingText = z.unknown().transform((value): string | null => {
  if (typeof value !== 'string' && typeof value !== 'number') return null
  const text = String(value).replace(CONTROL, ' ').trim()
  return [...text].slice(0, MAX_TEXT).join('').toWellFormed() || null
})

const ForgivingCount = z.unknown().transform((value): number | null => {
  const count = typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : value
  return typeof count === 'number' && Number.isInteger(count) && count >= 0 && count <= MAX_COUNT ? count : null
})

/** Where a site is: http or https, with port and path if it has them; whoever lives there is told what happens to it. */
export const SiteUrl = z
  .string()
  .max(MAX_ADDRESS)
  .transform((text, context) => {
    const url = URL.parse(text)
    if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
      context.addIssue({ code: 'custom', message: 'must be an http or https address without a user name' })
      return z.NEVER
    }
    return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
  })
  .pipe(z.string().max(MAX_ADDRESS))

/** What an installation calls itself: a UUID, or another word as in the plugin's own documents; lower-cased. */
export const InstanceId = z
  .string()
  .regex(/^[\w.-]{1,64}$/, 'must be a UUID, or 1 to 64 letters, digits, dots, dashes and underscores')
  .transform((text) => text.toLowerCase())

/** An address as a site has it, which may be one of its own network; it is never written to. */
const AdminEmail = z
  .string()
  .trim()
  .max(254)
  .regex(/^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+$/u, 'is not an e-mail address')

const facts = {
  siteTitle: ForgivingText.optional(),
  wordpressVersion: ForgivingText.optional(),
  pluginVersion: ForgivingText.optional(),
  phpVersion: ForgivingText.optional(),
  theme: ForgivingText.optional(),
  timezone: ForgivingText.optional(),
  language: ForgivingText.optional(),
  postCount: ForgivingCount.optional(),
  pageCount: ForgivingCount.optional(),
}

/** What a site says about itself when it registers; what cannot be read of the rest is left out. */
export const SiteRegistration = z.object({
  instanceId: InstanceId,
  siteUrl: SiteUrl,
  adminEmail: AdminEmail,
  ...facts,
})
export type SiteRegistration = z.infer<typeof SiteRegistration>

/** What a site may change about itself: never where it is, whether it is allowed, or what it signs with. */
export const SiteChanges = z.object({ adminEmail: AdminEmail, ...facts }).partial()
export type SiteChanges = z.infer<typeof SiteChanges>

export const SiteStatus = z.enum(['active', 'disabled'])
export type SiteStatus = z.infer<typeof SiteStatus>

/** A site as staff see it. */
export const StaffSite = z.object({
  id: id<'site'>(),
  instanceId: z.string(),
  siteUrl: z.string(),
  adminEmail: z.string(),
  siteTitle: z.string().nullable(),
  wordpressVersion: z.string().nullable(),
  pluginVersion: z.string().nullable(),
  phpVersion: z.string().nullable(),
  theme: z.string().nullable(),
  timezone: z.string().nullable(),
  language: z.string().nullable(),
  postCount: z.int().nullable(),
  pageCount: z.int().nullable(),
  status: SiteStatus,
  disabledReason: z.string().nullable(),
  registeredAt: Instant,
  /** When the credentials that are good now were handed out, and when they were first used. */
  issuedAt: Instant,
  firstUsedAt: Instant.nullable(),
  /** Until then it may register once more. */
  reopenedUntil: Instant.nullable(),
})
export type StaffSite = z.infer<typeof StaffSite>
export const StaffSitePage = z.object({ items: z.array(StaffSite), nextCursor: Cursor.nullable() })
export type StaffSitePage = z.infer<typeof StaffSitePage>

export const ListSitesInput = z.strictObject({
  /** A part of the address, the title or the owner's e-mail address; or a whole id. */
  search: z.string().trim().max(120).optional(),
  status: SiteStatus.optional(),
  cursor: Cursor.optional(),
  limit: PageSize.default(50),
})
export type ListSitesInput = z.infer<typeof ListSitesInput>

/** Which site: by its id here, or by what it calls itself. */
const site = InstanceId
export const NamedSite = z.strictObject({ site })
export type NamedSite = z.infer<typeof NamedSite>

export const DisableSiteInput = z.strictObject({
  site,
  /** Told to the site. */
  reason: Text.trim().min(1).max(500).optional(),
})
export type DisableSiteInput = z.infer<typeof DisableSiteInput>

export const ReopenRegistrationInput = z.strictObject({ site, minutes: z.int().min(1).max(1440) })
export type ReopenRegistrationInput = z.infer<typeof ReopenRegistrationInput>

export const MoveSiteInput = z.strictObject({ site, siteUrl: SiteUrl })
export type MoveSiteInput = z.infer<typeof MoveSiteInput>
