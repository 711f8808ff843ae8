import { fail, ok } from '@cashwrap/shared/result'
import type { WhatsAppSender } from '../../modules/notifications/index.ts'
import { readGraphFailure } from './graph-failure.ts'

/** Used where the base names none; Meta serves a version for two years and more. */
const VERSION = 'v24.0'
/** Well within the time for which the outbox lends a message out. */
const TIMEOUT_MS = 15_000

/**
 * Sends texts over Meta's WhatsApp Cloud API. `apiBase` is `https://graph.facebook.com`, or that with a version. The ids Meta
 * answers are not kept: the number they were sent to is in them.
 */
export function createWhatsAppSender(
  settings: { apiBase: string; token: string; phoneNumberId: string },
  timeoutMs = TIMEOUT_MS,
): WhatsAppSender {
  const url = messagesUrl(settings)
  return {
    async send({ to, text }) {
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: { authorization: `Bearer ${settings.token}`, 'content-type': 'application/json' },
          body: JSON.stringify({
            messaging_product: 'whatsapp',
            recipient_type: 'individual',
            to,
            type: 'text',
            text: { preview_url: false, body: text },
          }),
          // The token goes where it was meant to go, and no further.
          redirect: 'manual',
          signal: AbortSignal.timeout(timeoutMs),
        })
        if (response.ok) {
          await response.body?.cancel().catch(() => undefined)
          return ok('taken')
        }
        return fail(readGraphFailure(response.status, await readJson(response)))
      } catch (error) {
        return fail({ kind: 'unavailable', code: networkCode(error) })
      }
    },
  }
}

function messagesUrl({ apiBase, phoneNumberId }: { apiBase: string; phoneNumberId: string }): string {
  const base = apiBase.replace(/\/+$/, '')
  const versioned = /\/v\d+\.\d+$/.test(base) ? base : `${base}/${VERSION}`
  return `${versioned}/${encodeURIComponent(phoneNumberId)}/messages`
}

async function readJson(response: Response): Promise<unknown> {
  const body = await response.text()
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/** `ECONNREFUSED`, `TimeoutError`: names alone, for messages may hold addresses. */
function networkCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const { cause } = error
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : error.name
}
