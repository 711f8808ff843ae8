/** The shop speaks English; numbers and dates follow the reader's own kind of English. */
export function pickLocale(languages: readonly string[]): string {
  return languages.find((language) => /^en(-|$)/i.test(language)) ?? 'en'
}

export const locale = pickLocale(typeof navigator === 'undefined' ? [] : navigator.languages)
export const localTimeZone = Intl.DateTimeFormat().resolvedOptions().timeZone
