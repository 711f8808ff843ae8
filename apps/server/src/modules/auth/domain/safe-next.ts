const BASE = 'https://shop.invalid'

/**
 * The path someone wanted to go to before signing in, if it is one of this shop, else null. Browsers read `//host`, `/\host`
 * and paths that collapse into them as addresses of other sites, so none of those pass.
 */
export function safeNext(text: string | undefined): string | null {
  if (text === undefined || !text.startsWith('/') || text.includes('\\') || hasControlCharacter(text)) return null
  if (!URL.canParse(text, BASE)) return null
  const url = new URL(text, BASE)
  if (url.origin !== BASE || url.pathname.startsWith('//')) return null
  return text
}

const hasControlCharacter = (text: string): boolean => [...text].some((letter) => letter < ' ' || letter === '\x7f')
