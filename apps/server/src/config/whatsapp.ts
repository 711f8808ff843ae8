/** Through which number messages go out, and where to. */
export interface WhatsAppConfig {
  apiBase: string
  token: string
  phoneNumberId: string
}

/** The sandbox takes any. */
const SANDBOX_TOKEN = 'sandbox-token'
const SANDBOX_PHONE_NUMBER_ID = '100000000000001'

interface Settings {
  WHATSAPP_API_BASE?: string | undefined
  WHATSAPP_TOKEN?: string | undefined
  WHATSAPP_PHONE_NUMBER_ID?: string | undefined
}

/**
 * Null switches WhatsApp off: nothing is asked of buyers and nothing sent. Beside the sandbox (`sandboxBase` is set) it is the
 * sandbox's own; otherwise all of it or nothing, and a sentence goes to `faults` for each thing that is missing or unsafe.
 */
export function readWhatsApp(settings: Settings, sandboxBase: string | null, faults: string[]): WhatsAppConfig | null {
  const { WHATSAPP_API_BASE: apiBase, WHATSAPP_TOKEN: token, WHATSAPP_PHONE_NUMBER_ID: phoneNumberId } = settings
  if (sandboxBase !== null && token === undefined && phoneNumberId === undefined)
    return { apiBase: apiBase ?? sandboxBase, token: SANDBOX_TOKEN, phoneNumberId: SANDBOX_PHONE_NUMBER_ID }
  if ([apiBase, token, phoneNumberId].every((value) => value === undefined)) return null

  if (apiBase === undefined)
    faults.push('WHATSAPP_API_BASE is not set: with the other WHATSAPP_ settings it is https://graph.facebook.com.')
  if (token === undefined)
    faults.push('WHATSAPP_TOKEN is not set: it is the access token of your WhatsApp Business account at Meta.')
  if (phoneNumberId === undefined)
    faults.push("WHATSAPP_PHONE_NUMBER_ID is not set: it is Meta's id of the number that messages come from.")
  if (apiBase !== undefined && sandboxBase === null && !apiBase.startsWith('https://'))
    faults.push('WHATSAPP_API_BASE must be https: the token is sent there.')
  return apiBase !== undefined && token !== undefined && phoneNumberId !== undefined
    ? { apiBase, token, phoneNumberId }
    : null
}
