import type { WebhookAttempt } from '@cashwrap/shared/contracts/webhooks'
import type { StatusTone } from '../../components/status-word.tsx'

const REFUSED = 'refused: '

/** What the shop's connection reports, by its code. */
const CODES = new Map(
  Object.entries({
    'timed out': 'No answer came in time',
    ENOTFOUND: 'The host is not known',
    EAI_AGAIN: 'The name of the host could not be looked up',
    ECONNREFUSED: 'Nothing listens there',
    ECONNRESET: 'The connection broke off',
    EPIPE: 'The connection broke off',
    UND_ERR_SOCKET: 'The connection broke off',
    UND_ERR_CONNECT_TIMEOUT: 'The host could not be reached',
    ETIMEDOUT: 'The host could not be reached',
    EHOSTUNREACH: 'The host could not be reached',
    ENETUNREACH: 'The host could not be reached',
    CERT_HAS_EXPIRED: 'Its certificate has expired',
    DEPTH_ZERO_SELF_SIGNED_CERT: 'Its certificate is not trusted',
    SELF_SIGNED_CERT_IN_CHAIN: 'Its certificate is not trusted',
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'Its certificate is not trusted',
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'Its certificate is not trusted',
    ERR_TLS_CERT_ALTNAME_INVALID: 'Its certificate is for another host',
  }),
)

const STATUSES: Readonly<Record<number, string>> = {
  400: 'it could not read what was sent',
  401: 'it did not take the signature',
  403: 'it does not let us in',
  404: 'nothing is at that address',
  405: 'it takes no POST there',
  410: 'it wants nothing any more',
  413: 'too much for it',
  429: 'too many at once for it',
}

/** What a status says about the receiver; null for one that took it. */
function statusWords(status: number): string | null {
  if (status >= 200 && status < 300) return null
  if (status >= 300 && status < 400) return 'redirects are not followed'
  return STATUSES[status] ?? (status >= 500 ? 'it broke' : 'it refused it')
}

/** Why something did not arrive, as a sentence. @param error the shop's own words for it */
export function errorWords(error: string, status: number | null): string {
  if (status !== null) {
    const why = statusWords(status)
    return why === null ? `Answered ${status}, but not as the plugin does` : `Answered ${status}: ${why}`
  }
  if (error.startsWith(REFUSED)) return `Not sent: ${error.slice(REFUSED.length)}`
  return CODES.get(error) ?? `${error.charAt(0).toUpperCase()}${error.slice(1)}`
}

/** What became of one attempt. */
export function attemptWords({ status, error, durationMs }: Pick<WebhookAttempt, 'status' | 'error' | 'durationMs'>): {
  word: string
  tone: StatusTone
} {
  if (error !== null) return { word: errorWords(error, status), tone: 'bad' }
  if (status !== null) return { word: `Answered ${status}`, tone: 'good' }
  return { word: durationMs === null ? 'Under way, or cut off' : 'No answer', tone: 'waiting' }
}
