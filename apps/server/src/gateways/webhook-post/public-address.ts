import ipaddr from 'ipaddr.js'

/** The part of IPv6 from which addresses of the internet are given out; all else has some other use, or none yet. */
const GLOBAL_UNICAST = ipaddr.IPv6.parse('2000::')
const GLOBAL_UNICAST_BITS = 3

/** Whether an address in its usual form is one of the internet: none that is private, local, shared, reserved or stands for another. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  if (parsed.range() !== 'unicast') return false
  return parsed instanceof ipaddr.IPv4 || parsed.match(GLOBAL_UNICAST, GLOBAL_UNICAST_BITS)
}
