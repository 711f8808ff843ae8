import { type Dispatcher, request } from 'undici'
import type { House } from '../../support/house.ts'

export interface Page {
  status: number
  headers: Headers
  text: string
  /** Where it leads on, in absolute form; null for what leads nowhere. */
  location: string | null
}

type Headed = Readonly<Record<string, string>>

/** What a browser says that follows a link on a page of another site. */
export const NAVIGATION: Headed = {
  accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8',
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  'accept-language': 'fr-FR,fr;q=0.8,en;q=0.5',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-dest': 'document',
  'sec-fetch-site': 'cross-site',
}

/**
 * A browser on the old price page: it follows plain links, keeps cookies, and comes back from paying to where it is led.
 * Addresses of the shop's public origin are asked of the house that runs.
 */
export class Browser {
  readonly #house: Pick<House, 'url' | 'deps' | 'sandbox'>
  readonly #headers: Headed
  readonly cookies: Map<string, string>
  constructor(
    house: Pick<House, 'url' | 'deps' | 'sandbox'>,
    headers: Headed = {},
    cookies = new Map<string, string>(),
  ) {
    this.#house = house
    this.#headers = { ...NAVIGATION, ...headers }
    this.cookies = cookies
  }

  /** The same browser at another server of the shop. */
  at(url: string): Browser {
    return new Browser({ ...this.#house, url }, this.#headers, this.cookies)
  }

  async open(
    address: string,
    { headers = {}, method = 'GET' }: { headers?: Headed; method?: Dispatcher.HttpMethod } = {},
  ): Promise<Page> {
    const { baseUrl } = this.#house.deps.config
    const path = address.startsWith(baseUrl) ? address.slice(baseUrl.length) : address
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    // Not fetch, which says of each request that a script makes it.
    const response = await request(`${this.#house.url}${path}`, {
      method,
      headers: { ...this.#headers, ...(cookie && { cookie }), ...headers },
    })
    const answered = new Headers()
    for (const [name, value] of Object.entries(response.headers))
      for (const one of [value ?? []].flat()) answered.append(name, one)
    for (const line of answered.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      this.cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
    return {
      status: response.statusCode,
      headers: answered,
      text: await response.body.text(),
      location: answered.get('location'),
    }
  }

  /** Follows a link to the payment page; answers the id of the session there. */
  async follow(path: string, headers: Headed = {}): Promise<string> {
    const page = await this.open(path, { headers })
    if (page.status !== 303 || page.location === null)
      throw new Error(`${path} leads nowhere: ${page.status} ${page.text.slice(0, 200)}`)
    return sessionOf(page.location)
  }

  /** Comes back from the payment page, as Stripe leads it, and follows until it is led to a page; answers that one's address. */
  async comeBack(sessionId: string): Promise<string> {
    const { success_url: successUrl } = await this.#house.sandbox.stripe<{ success_url: string }>(
      `checkout/sessions/${sessionId}`,
    )
    const page = await this.open(successUrl.replaceAll('{CHECKOUT_SESSION_ID}', sessionId))
    if (page.status !== 303 || page.location === null) throw new Error(`${successUrl} leads nowhere: ${page.status}`)
    return page.location
  }
}

/** The session that a payment page is of. */
export function sessionOf(url: string): string {
  const [id] = /cs_[A-Za-z0-9_]+/.exec(url) ?? []
  if (id === undefined) throw new Error(`${url} is no payment page`)
  return id
}
