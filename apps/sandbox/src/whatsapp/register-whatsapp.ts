import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Sandbox } from '../context.ts'
import {
  EXPIRED_TOKEN,
  type GraphError,
  graphErrorBody,
  INVALID_TOKEN,
  MISSING_TOKEN,
  numberedError,
  unknownPhoneNumberId,
} from './graph-error.ts'
import { createMessageStore, type WhatsappMessage } from './message-store.ts'
import { readMessage, type TemplateMessage, type TextMessage } from './read-message.ts'

/** Numbers and a template that always fail, so that each refusal can be provoked: the number ends in the code. */
const REFUSED_RECIPIENTS: Record<string, GraphError> = {
  '15550131030': numberedError(
    131030,
    'Recipient phone number not in allowed list',
    'Recipient phone number not in allowed list: Add recipient phone number to recipient list and try again.',
  ),
  '15550130429': numberedError(
    130429,
    'Rate limit hit',
    'Message failed to send because there were too many messages sent from this phone number in a short period of time',
    429,
  ),
  '15550131000': numberedError(
    131000,
    'Something went wrong',
    'Message failed to send because of an unknown error.',
    500,
  ),
}
const MISSING_TEMPLATE = 'missing_template'

const ListMessagesQuery = z.object({
  to: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
})

/**
 * Meta's `POST /v{version}/{phone-number-id}/messages`, and `GET` and `DELETE /_sandbox/whatsapp` to see what was sent.
 * Any token is good except one that begins with `invalid` or `expired`.
 */
export async function registerWhatsapp(sandbox: Sandbox, http: FastifyInstance): Promise<undefined> {
  const messages = createMessageStore(sandbox.store)

  await http.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))
    scope.post<{ Params: { phoneNumberId: string } }>(
      '/:version(^v\\d+\\.\\d+$)/:phoneNumberId/messages',
      async (request, reply) => {
        const { phoneNumberId } = request.params
        const answer = send(request.headers.authorization, phoneNumberId, request.body)
        if (!answer.ok) return reply.code(answer.error.status).send(graphErrorBody(answer.error))

        const { message, body } = answer
        const kept = toKept(message, phoneNumberId, body, new Date(sandbox.clock.nowMs()))
        messages.add(kept)
        sandbox.log.info({ message: kept.id, type: kept.type }, 'whatsapp message kept')
        return {
          messaging_product: 'whatsapp',
          contacts: [{ input: kept.to, wa_id: kept.wa_id }],
          messages: [{ id: kept.id, ...(kept.type === 'template' ? { message_status: 'accepted' } : {}) }],
        }
      },
    )
  })

  http.get('/_sandbox/whatsapp', async (request, reply) => {
    const query = ListMessagesQuery.safeParse(request.query)
    if (!query.success) return reply.code(400).send({ error: z.prettifyError(query.error) })
    return { data: messages.list(query.data) }
  })
  http.delete('/_sandbox/whatsapp', async () => {
    const deleted = messages.count()
    messages.clear()
    return { deleted }
  })
}

type Answer = { ok: true; message: TextMessage | TemplateMessage; body: unknown } | { ok: false; error: GraphError }

function send(authorization: string | undefined, phoneNumberId: string, rawBody: unknown): Answer {
  const tokenError = refuseToken(authorization)
  if (tokenError) return { ok: false, error: tokenError }
  if (!/^\d{5,20}$/.test(phoneNumberId)) return { ok: false, error: unknownPhoneNumberId(phoneNumberId) }

  const body = parseJson(rawBody)
  if (body === undefined)
    return { ok: false, error: numberedError(100, 'Invalid parameter', 'The body is not valid JSON.') }
  const read = readMessage(body)
  if (!read.ok) return read
  const { message } = read
  const refusal = REFUSED_RECIPIENTS[message.waId]
  if (refusal) return { ok: false, error: refusal }
  if (message.type === 'template' && message.template === MISSING_TEMPLATE) {
    const details = `template name (${message.template}) does not exist in ${message.language}`
    return { ok: false, error: numberedError(132001, 'Template name does not exist in the translation', details, 404) }
  }
  return { ok: true, message, body }
}

function refuseToken(authorization: string | undefined): GraphError | undefined {
  const token = /^Bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1]
  if (token === undefined) return MISSING_TOKEN
  if (token.startsWith('invalid')) return INVALID_TOKEN
  if (token.startsWith('expired')) return EXPIRED_TOKEN
  return undefined
}

function parseJson(text: unknown): unknown {
  if (typeof text !== 'string') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function toKept(
  message: TextMessage | TemplateMessage,
  phoneNumberId: string,
  body: unknown,
  receivedAt: Date,
): WhatsappMessage {
  return {
    id: `wamid.${Buffer.concat([Buffer.from(message.waId), randomBytes(18)]).toString('base64')}`,
    phone_number_id: phoneNumberId,
    to: message.to,
    wa_id: message.waId,
    type: message.type,
    text: message.type === 'text' ? message.text : null,
    template:
      message.type === 'template'
        ? { name: message.template, language: message.language, parameters: message.parameters }
        : null,
    body,
    received_at: receivedAt.toISOString(),
  }
}
