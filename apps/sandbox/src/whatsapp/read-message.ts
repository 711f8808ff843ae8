import { z } from 'zod'
import { type GraphError, numberedError } from './graph-error.ts'

const LONGEST_TEXT = 4096

const Parameter = z.looseObject({ type: z.string(), text: z.string().optional() })
const Component = z.looseObject({ type: z.string(), parameters: z.array(Parameter).optional() })

const Message = z.looseObject({
  messaging_product: z.string().optional(),
  recipient_type: z.string().optional(),
  to: z.union([z.string(), z.number()]).optional(),
  type: z.string().default('text'),
  text: z.looseObject({ body: z.string().optional(), preview_url: z.boolean().optional() }).optional(),
  template: z
    .looseObject({
      name: z.string().optional(),
      language: z.looseObject({ code: z.string().optional() }).optional(),
      components: z.array(Component).optional(),
    })
    .optional(),
})
type Message = z.infer<typeof Message>

export type TextMessage = { type: 'text'; to: string; waId: string; text: string }
export type TemplateMessage = {
  type: 'template'
  to: string
  waId: string
  template: string
  language: string
  /** Texts of the parameters, in order. */
  parameters: string[]
}

export type ReadMessage = { ok: true; message: TextMessage | TemplateMessage } | { ok: false; error: GraphError }

const OTHER_TYPES = [
  'audio',
  'contacts',
  'document',
  'image',
  'interactive',
  'location',
  'reaction',
  'sticker',
  'video',
]

/** Reads a body of Meta's send call, refusing as Meta does. Fields it does not know are let pass. */
export function readMessage(body: unknown): ReadMessage {
  const parsed = Message.safeParse(body)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    return refuse(numberedError(100, `Invalid parameter`, `Param ${paramName(issue?.path ?? [])}: ${issue?.message}`))
  }
  const message = parsed.data
  if (message.messaging_product === undefined) return missing('messaging_product')
  if (message.messaging_product !== 'whatsapp') {
    return refuse(
      numberedError(100, `Param messaging_product must be one of {WHATSAPP} - got "${message.messaging_product}".`),
    )
  }
  if (message.to === undefined || message.to === '') return missing('to')
  const to = String(message.to)
  const waId = to.replace(/[\s()+.-]/g, '')
  if (!/^\d{7,15}$/.test(waId)) {
    return refuse(numberedError(131009, 'Parameter value is not valid', 'The recipient is not a valid phone number.'))
  }
  if (message.type === 'text') return readText(message, to, waId)
  if (message.type === 'template') return readTemplate(message, to, waId)
  if (OTHER_TYPES.includes(message.type)) {
    return refuse(numberedError(131051, 'Unsupported message type', 'The sandbox takes text and template messages.'))
  }
  return refuse(numberedError(100, `Param type must be one of {TEXT, TEMPLATE} - got "${message.type}".`))
}

function readText(message: Message, to: string, waId: string): ReadMessage {
  const text = message.text?.body
  if (text === undefined || text === '') return missing("text['body']")
  if (text.length > LONGEST_TEXT) {
    return refuse(numberedError(100, `Param text['body'] must be at most ${LONGEST_TEXT} characters long.`))
  }
  return { ok: true, message: { type: 'text', to, waId, text } }
}

function readTemplate(message: Message, to: string, waId: string): ReadMessage {
  const { template } = message
  if (template === undefined) return missing('template')
  const { name, language } = template
  if (name === undefined || name === '') return missing("template['name']")
  if (!/^[a-z0-9_]{1,512}$/.test(name)) {
    return refuse(
      numberedError(
        132001,
        'Template name does not exist in the translation',
        `template name (${name}) is not valid`,
        404,
      ),
    )
  }
  if (language?.code === undefined || language.code === '') return missing("template['language']['code']")
  const parameters = (template.components ?? []).flatMap((component) => component.parameters ?? [])
  if (parameters.some((parameter) => parameter.type === 'text' && !parameter.text)) {
    return refuse(
      numberedError(131008, 'Required parameter is missing', 'Parameter of type text is missing text value'),
    )
  }
  const texts = parameters.map((parameter) => parameter.text ?? `[${parameter.type}]`)
  return {
    ok: true,
    message: { type: 'template', to, waId, template: name, language: language.code, parameters: texts },
  }
}

function missing(parameter: string): ReadMessage {
  return refuse(numberedError(100, `The parameter ${parameter} is required.`))
}

function refuse(error: GraphError): ReadMessage {
  return { ok: false, error }
}

function paramName(path: readonly PropertyKey[]): string {
  return path.map((part, index) => (index === 0 ? String(part) : `['${String(part)}']`)).join('')
}
