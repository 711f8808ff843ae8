/** Mailbox providers people type most, checked against; a domain in this list is never questioned. */
const KNOWN = new Set([
  ...['gmail.com', 'googlemail.com', 'outlook.com', 'outlook.fr', 'hotmail.com', 'hotmail.fr', 'hotmail.co.uk'],
  ...['live.com', 'live.fr', 'msn.com', 'yahoo.com', 'yahoo.fr', 'yahoo.de', 'yahoo.co.uk', 'yahoo.co.jp', 'ymail.com'],
  ...['icloud.com', 'me.com', 'mac.com', 'aol.com', 'proton.me', 'protonmail.com', 'pm.me', 'fastmail.com', 'hey.com'],
  ...['mail.com', 'email.com', 'mailo.com', 'zoho.com', 'gmx.com', 'gmx.net', 'gmx.de', 'gmx.at', 'gmx.ch', 'web.de'],
  ...['t-online.de', 'freenet.de', 'posteo.de', 'mailbox.org', 'orange.fr', 'free.fr', 'laposte.net', 'wanadoo.fr'],
  ...['docomo.ne.jp', 'ezweb.ne.jp', 'softbank.ne.jp', 'i.softbank.jp', 'naver.com', 'yandex.ru', 'qq.com', '163.com'],
  ...['comcast.net', 'verizon.net', 'btinternet.com', 'libero.it', 'bluewin.ch'],
])
/** A slip in a short domain meets too many real ones. */
const SHORTEST_QUESTIONED = 8
const SLIPS = { con: 'com', cmo: 'com', ocm: 'com', vom: 'com', xom: 'com', comm: 'com', coom: 'com', nte: 'net' }

/** The address that was probably meant, when its domain is one slip of the finger from a well-known one; else null. */
export function suggestEmail(typed: string): string | null {
  const email = typed.trim().toLowerCase()
  const at = email.lastIndexOf('@')
  const domain = email.slice(at + 1)
  if (at < 1 || !domain.includes('.') || KNOWN.has(domain)) return null
  const meant = nearest(domain) ?? nearest(withoutSlip(domain))
  return meant === null ? null : `${email.slice(0, at)}@${meant}`
}

function nearest(domain: string): string | null {
  if (KNOWN.has(domain)) return domain
  for (const known of KNOWN) {
    if (known.length >= SHORTEST_QUESTIONED && isOneSlipApart(domain, known)) return known
  }
  return null
}

function withoutSlip(domain: string): string {
  const dot = domain.lastIndexOf('.') + 1
  const ending = domain.slice(dot)
  return ending in SLIPS ? domain.slice(0, dot) + SLIPS[ending as keyof typeof SLIPS] : domain
}

/** One letter too many, too few, wrong, or two neighbours swapped. */
function isOneSlipApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < a.length && a[start] === b[start]) start += 1
  const restA = a.slice(start)
  const restB = b.slice(start)
  const isSwap = restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2)
  return (
    restA.slice(1) === restB.slice(1) ||
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    (restA !== '' && isSwap)
  )
}

/** A first look for the form; the shop decides. */
export const looksLikeEmail = (typed: string): boolean => /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(typed.trim())
