const MOST_WORDS = 12

/**
 * What someone typed, as a Postgres `tsquery` text: every word must occur, the beginning of a word is enough. Each word is
 * quoted, so nothing in it is an operator, and Postgres splits it just as it split the texts. Null when nothing was typed.
 */
export function searchQuery(typed: string): string | null {
  const words = typed.replaceAll('\0', ' ').split(/\s+/).filter(Boolean).slice(0, MOST_WORDS)
  if (words.length === 0) return null
  return words.map((word) => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}':*`).join(' & ')
}
