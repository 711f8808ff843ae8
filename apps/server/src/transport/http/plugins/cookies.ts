import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../../../config/config.ts'

/** `visit` owns the cart and is shared with the cart shop's dialect; `signIn` is the account. */
export type CookieName = 'visit' | 'signIn'

export interface CookieJar {
  read(name: CookieName): string | null
  /** Without `expiresAt` it lasts 30 days. */
  set(name: CookieName, value: string, expiresAt: Date | null): void
  clear(name: CookieName): void
}

const THIRTY_DAYS = 30 * 86_400
const TOKEN = /^[A-Za-z0-9_-]{20,200}$/

/** The two cookies, HttpOnly and SameSite=Lax; behind https they are Secure and the account's carries the `__Host-` prefix. */
export function cookieJar(config: Pick<Config, 'baseUrl'>, request: FastifyRequest, reply: FastifyReply): CookieJar {
  const secure = config.baseUrl.startsWith('https://')
  const names: Record<CookieName, string> = { visit: 'session_id', signIn: secure ? '__Host-cashwrap' : 'cashwrap' }
  const attributes = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const
  return {
    read(name) {
      const value = request.cookies[names[name]]
      return value !== undefined && TOKEN.test(value) ? value : null
    },
    set(name, value, expiresAt) {
      reply.setCookie(names[name], value, {
        ...attributes,
        ...(expiresAt ? { expires: expiresAt } : { maxAge: THIRTY_DAYS }),
      })
    },
    clear(name) {
      reply.clearCookie(names[name], attributes)
    },
  }
}
