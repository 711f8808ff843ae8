/** WordPress keeps the `&` of a user's address as `&amp;`, and so sends it. */
export const unescapeAddress = (written: string): string => written.replaceAll('&amp;', '&')
