import { SESSION_PLACEHOLDER } from './return-pages.ts'

/** Longer addresses are cut off by some on their way. */
const MAX_LENGTH = 2000
/** Scheme and authority, spelled so that no reader has anything to repair; userinfo and encodings have no place in it. */
const ABSOLUTE = /^https?:\/\/([a-z0-9.-]+|\[[0-9a-f:.]+\])(:[1-9][0-9]{0,4})?(?=[/?#]|$)/i
/** A path of ours. Browsers take `//` for the beginning of a host. */
const RELATIVE = /^\/(?!\/)/
/** What may stand in an address; spaces, backslashes, braces, quotes and all that is not ASCII must come encoded. */
const WRITABLE = /^[!#-;=?-[\]_a-z~]*$/
const CONTROL = /[\p{Cc}\u2028\u2029]/u
/** A path that its own site might take for another host. */
const HOST_LIKE_PATH = /^\/(\/|%2f|%5c)/i
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/

export interface RedirectSettings {
  /** The server's own origin; relative paths lead there. */
  baseUrl: string
  /** The origin of the shop's pages. */
  frontUrl: string
  /** Further origins to which a checkout may lead back. */
  allowedOrigins: readonly string[]
}

export type RedirectGuard = (text: string) => string | null

/**
 * Decides where a checkout may send its buyer: takes the address that a caller sent and gives it in absolute form, or null
 * for one that leads anywhere but to an allowed origin or that two readers could take for two places. Where the server is
 * behind https, so is every target, but for the caller's own machine.
 */
export function redirectGuard({ baseUrl, frontUrl, allowedOrigins }: RedirectSettings): RedirectGuard {
  const needsHttps = baseUrl.startsWith('https:')
  const allowed = new Set(
    [baseUrl, frontUrl, ...allowedOrigins]
      .map((origin) => new URL(origin))
      .filter(({ protocol, hostname }) => !needsHttps || protocol === 'https:' || LOOPBACK.test(hostname))
      .map(({ origin }) => origin),
  )
  return (text) => {
    if (text.length > MAX_LENGTH) return null
    const mark = unusedWord(text)
    const marked = text.replaceAll(SESSION_PLACEHOLDER, mark)
    const host = ABSOLUTE.exec(marked)?.[1]?.toLowerCase()
    if (host === undefined && !RELATIVE.test(marked)) return null
    if (!WRITABLE.test(marked) || !isPlainWhenDecoded(marked) || !URL.canParse(marked, baseUrl)) return null
    const url = new URL(marked, baseUrl)
    if (!allowed.has(url.origin) || HOST_LIKE_PATH.test(url.pathname)) return null
    // A parser that had to read `0x7f.1` or the like came to another host than the one written.
    if (host !== undefined && url.hostname !== host) return null
    return url.href.replaceAll(mark, SESSION_PLACEHOLDER)
  }
}

/** Stands in for the placeholder while the address is parsed: a word that no parser changes and the address does not hold. */
function unusedWord(text: string): string {
  let word = 'sessionid'
  while (text.includes(word)) word += 'x'
  return word
}

function isPlainWhenDecoded(text: string): boolean {
  try {
    return !CONTROL.test(decodeURIComponent(text))
  } catch {
    return false
  }
}
