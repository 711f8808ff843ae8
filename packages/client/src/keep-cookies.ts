/**
 * A fetch that keeps the cookies of one shop, as a browser would: a cart and a signed-in account live in them. One per
 * shopper. Only for runtimes without a cookie store, such as Node; a browser keeps them itself.
 */
export function keepCookies(fetch: typeof globalThis.fetch = globalThis.fetch): typeof globalThis.fetch {
  const kept = new Map<string, string>()
  return async (target, init) => {
    const request = new Request(target, init)
    if (kept.size > 0) request.headers.set('cookie', [...kept].map(([name, value]) => `${name}=${value}`).join('; '))
    const response = await fetch(request)
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';')
      const at = pair.indexOf('=')
      const name = pair.slice(0, at).trim()
      const isOver = attributes.some((one) => /^\s*(max-age=0|expires=Thu, 01 Jan 1970)/i.test(one))
      if (isOver) kept.delete(name)
      else kept.set(name, pair.slice(at + 1).trim())
    }
    return response
  }
}
