import { lookup as systemLookup } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { buildConnector } from 'undici'
import { isPublicAddress } from './public-address.ts'
import { type IsAllowedHost, refusalOfHost } from './url-form.ts'

export interface ResolvedAddress {
  address: string
  family: number
}
export type Resolve = (hostname: string) => Promise<readonly ResolvedAddress[]>

/** What was refused before a byte of the request was written. */
class RefusedAddress extends Error {
  readonly code = 'REFUSED_ADDRESS'
}

const resolveBySystem: Resolve = (hostname) => systemLookup(hostname, { all: true })
const CONNECT_TIMEOUT_MS = 5_000

/**
 * Connects to nothing but the internet: looks at an address that is written out, at every answer of the resolver (one that is
 * not public refuses the name), connects to what was looked at, and looks at the other end once more before anything is sent.
 * @param connect what really connects
 */
export function guardedConnector(
  isAllowed: IsAllowedHost,
  resolve: Resolve = resolveBySystem,
  connect: (options: buildConnector.BuildOptions) => buildConnector.connector = buildConnector,
): buildConnector.connector {
  const base = { allowH2: false, timeout: CONNECT_TIMEOUT_MS }
  const anywhere = connect({ ...base, lookup: lookupBy(resolve, () => true) })
  const guarded = connect({ ...base, lookup: lookupBy(resolve, isPublicAddress) })

  return (options, callback) => {
    const port = options.port || (options.protocol === 'https:' ? '443' : '80')
    if (isAllowed(options.hostname, port)) return anywhere(options, callback)
    if (refusalOfHost(options.hostname) !== null)
      return callback(new RefusedAddress('the host is not on the internet'), null)
    guarded(options, (error, socket) => {
      if (error !== null) return callback(error, null)
      if (socket.remoteAddress !== undefined && isPublicAddress(socket.remoteAddress)) return callback(null, socket)
      socket.destroy()
      callback(new RefusedAddress('the other end is not on the internet'), null)
    })
  }
}

/** A resolver in the shape of Node's, all of whose answers have to pass. */
const lookupBy =
  (resolve: Resolve, mayConnect: (address: string) => boolean): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname).then(
      (answers) => {
        const [first] = answers
        if (first === undefined) return callback(new Error('the name has no address'), '', 0)
        if (!answers.every(({ address }) => isIP(address) !== 0 && mayConnect(address)))
          return callback(new RefusedAddress('the name leads into a network of its own'), '', 0)
        if (options.all) callback(null, [...answers])
        else callback(null, first.address, first.family)
      },
      (error: NodeJS.ErrnoException) => callback(error, '', 0),
    )
  }
