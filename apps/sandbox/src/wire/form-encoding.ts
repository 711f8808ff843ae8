/** Parameters as they come: text at the leaves, brackets turned into objects. Arrays are objects with numbered keys. */
export type RawParams = { [key: string]: RawParams | string }

const MAX_PAIRS = 5_000
const MAX_DEPTH = 8

/**
 * Reads `a=1&b[c]=2&d[0][e]=3&f[]=4`, as in query strings and form bodies. Returns undefined for text that cannot be
 * one: broken escapes, contradicting keys, or more nesting than any endpoint has.
 */
export function parseForm(text: string): RawParams | undefined {
  const root = emptyParams()
  if (text === '') return root
  const pairs = text.split('&')
  if (pairs.length > MAX_PAIRS) return undefined
  for (const pair of pairs) {
    if (pair === '') continue
    const equals = pair.indexOf('=')
    const key = decode(equals < 0 ? pair : pair.slice(0, equals))
    const value = decode(equals < 0 ? '' : pair.slice(equals + 1))
    if (key === undefined || value === undefined || !assign(root, splitKey(key), value)) return undefined
  }
  return root
}

/** An object without prototype, so that no key is special. */
function emptyParams(): RawParams {
  return Object.create(null)
}

function decode(text: string): string | undefined {
  if (!text.includes('%') && !text.includes('+')) return text
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}

/** `a[b][]` becomes `['a', 'b', '']`. */
function splitKey(key: string): string[] {
  const bracket = key.indexOf('[')
  if (bracket <= 0 || !key.endsWith(']')) return [key]
  return [key.slice(0, bracket), ...key.slice(bracket + 1, -1).split('][')]
}

function assign(root: RawParams, path: string[], value: string): boolean {
  if (path.length > MAX_DEPTH) return false
  let here = root
  for (const [depth, part] of path.entries()) {
    const key = part === '' ? String(Object.keys(here).length) : part
    if (depth === path.length - 1) {
      if (typeof here[key] === 'object') return false
      here[key] = value
      return true
    }
    const next = here[key] ?? emptyParams()
    if (typeof next === 'string') return false
    here[key] = next
    here = next
  }
  return true
}
