import { isIP } from 'node:net'
import type { ReceiverKind } from '../../modules/webhooks-out/index.ts'
import { isPublicAddress } from './public-address.ts'

const ENDPOINT_PORTS = new Set(['', '8443'])
const DEFAULT_PORT = { 'http:': '80', 'https:': '443' } as const
/** Names that mean this machine or this network to one resolver or another. */
const LOCAL_NAME = /(^|\.)(localhost|localdomain|local|internal|intranet|lan|home\.arpa)$/

/** A host as connections name it: without brackets and the root's dot. */
const bareHost = (hostname: string): string =>
  hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase()

/** Hosts that the operator lets in by name, as `host` for any port or `host:port`. */
export type IsAllowedHost = (hostname: string, port: string) => boolean

export function allowedHosts(entries: readonly string[]): IsAllowedHost {
  const allowed = new Set(entries.map((entry) => entry.toLowerCase()))
  return (hostname, port) => {
    const bare = bareHost(hostname)
    const host = isIP(bare) === 6 ? `[${bare}]` : bare
    return allowed.has(host) || allowed.has(`${host}:${port}`)
  }
}

/** Why nothing is sent to this address, judged by its form; null if it has none of the wrong ones. What it resolves to is not asked. */
export function refusalOfUrl(text: string, to: ReceiverKind, isAllowed: IsAllowedHost): string | null {
  const url = URL.parse(text)
  if (url === null) return 'is not an address'
  const { protocol, hostname, port, username, password } = url
  if (protocol !== 'https:' && protocol !== 'http:') return 'must begin with https://'
  if (username !== '' || password !== '') return 'must not hold a user name or password'
  if (isAllowed(hostname, port || DEFAULT_PORT[protocol])) return null
  if (to === 'endpoint' && protocol !== 'https:') return 'must begin with https://'
  if (to === 'endpoint' && !ENDPOINT_PORTS.has(port)) return 'must be at port 443 or 8443'
  return refusalOfHost(hostname)
}

/** The same for a host alone. */
export function refusalOfHost(hostname: string): string | null {
  const host = bareHost(hostname)
  const isPublic = isIP(host) === 0 ? host.includes('.') && !LOCAL_NAME.test(host) : isPublicAddress(host)
  return isPublic ? null : 'must be on the internet, not in a network of its own'
}
