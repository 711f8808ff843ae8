import { locale as ownLocale } from '../../lib/locale.ts'

/** How long something took: `38 ms`, `15.0 s`. */
export function formatDuration(milliseconds: number, locale = ownLocale): string {
  if (milliseconds < 1000) return `${milliseconds} ms`
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 }
  return `${new Intl.NumberFormat(locale, digits).format(milliseconds / 1000)} s`
}
