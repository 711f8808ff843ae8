import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { WhatsappMessage } from '../../src/whatsapp/message-store.ts'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'

let sandbox: TestSandbox

beforeAll(async () => {
  sandbox = await startTestSandbox()
})

afterEach(async () => {
  await sandbox.control('DELETE', 'whatsapp')
})

afterAll(async () => {
  await sandbox.close()
})

const TEXT = {
  messaging_product: 'whatsapp',
  to: '+49 151 2345 6789',
  type: 'text',
  text: { body: 'Paid. Thank you!' },
}
const TEMPLATE = {
  messaging_product: 'whatsapp',
  recipient_type: 'individual',
  to: '4915123456789',
  type: 'template',
  template: {
    name: 'order_paid',
    language: { code: 'en_US' },
    components: [
      {
        type: 'body',
        parameters: [
          { type: 'text', text: 'No. 17' },
          { type: 'text', text: '$49.99' },
        ],
      },
    ],
  },
}

type Answer = { messages: { id: string }[]; error: { message: string; code: number } }

async function send(body: unknown, options: { token?: string | null; phone?: string; version?: string } = {}) {
  const { token = 'test-token', phone = '106540352242922', version = 'v23.0' } = options
  const response = await fetch(`${sandbox.url}/${version}/${phone}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  const answer = (await response.json()) as Answer
  return { status: response.status, body: answer }
}

const listMessages = async (query = '') =>
  (await sandbox.control<{ data: WhatsappMessage[] }>('GET', `whatsapp${query}`)).data

describe('sending', () => {
  it('takes a text message and answers as Meta does', async () => {
    const sent = await send(TEXT)
    expect(sent).toEqual({
      status: 200,
      body: {
        messaging_product: 'whatsapp',
        contacts: [{ input: '+49 151 2345 6789', wa_id: '4915123456789' }],
        messages: [{ id: expect.stringMatching(/^wamid\./) }],
      },
    })
    expect(await listMessages()).toMatchObject([
      {
        id: sent.body.messages[0]?.id,
        wa_id: '4915123456789',
        type: 'text',
        text: 'Paid. Thank you!',
        template: null,
        body: TEXT,
      },
    ])
  })

  it('takes a template message with its parameters', async () => {
    const sent = await send(TEMPLATE)
    expect(sent.body.messages).toEqual([{ id: expect.stringMatching(/^wamid\./), message_status: 'accepted' }])
    expect(await listMessages('?to=%2B4915123456789')).toMatchObject([
      {
        type: 'template',
        text: null,
        template: { name: 'order_paid', language: 'en_US', parameters: ['No. 17', '$49.99'] },
      },
    ])
  })
})

describe('refusing', () => {
  const parameters = (text?: string) => ({
    ...TEMPLATE,
    template: { ...TEMPLATE.template, components: [{ type: 'body', parameters: [{ type: 'text', text }] }] },
  })

  it.each([
    ['no token', TEXT, { token: null }, 401, 104],
    ['a token that cannot be read', TEXT, { token: 'invalid-token' }, 401, 190],
    ['a token whose time is over', TEXT, { token: 'expired-token' }, 401, 190],
    ['a phone number id that does not exist', TEXT, { phone: 'my-phone' }, 400, 100],
    ['a body that is no JSON', '{"to":', {}, 400, 100],
    ['a body of another shape', { ...TEXT, text: 'Paid' }, {}, 400, 100],
    ['a missing product', { ...TEXT, messaging_product: undefined }, {}, 400, 100],
    ['a missing recipient', { ...TEXT, to: undefined }, {}, 400, 100],
    ['a recipient that is no number', { ...TEXT, to: 'mika' }, {}, 400, 131009],
    ['an empty text', { ...TEXT, text: { body: '' } }, {}, 400, 100],
    ['a text that is too long', { ...TEXT, text: { body: 'x'.repeat(4097) } }, {}, 400, 100],
    ['an unknown type', { ...TEXT, type: 'carrier_pigeon' }, {}, 400, 100],
    ['a type that is not emulated', { ...TEXT, type: 'image' }, {}, 400, 131051],
    ['an empty template parameter', parameters(''), {}, 400, 131008],
    [
      'a template that does not exist',
      { ...TEMPLATE, template: { ...TEMPLATE.template, name: 'missing_template' } },
      {},
      404,
      132001,
    ],
    ['a recipient who is not allowed', { ...TEXT, to: '15550131030' }, {}, 400, 131030],
    ['too many messages', { ...TEXT, to: '15550130429' }, {}, 429, 130429],
    ['a fault of its own', { ...TEXT, to: '15550131000' }, {}, 500, 131000],
  ])('%s', async (_case, body, options, status, code) => {
    const refused = await send(body, options)
    expect(refused.status).toBe(status)
    expect(refused.body).toEqual({
      error: expect.objectContaining({
        message: expect.any(String),
        type: expect.stringMatching(/^(OAuthException|GraphMethodException)$/),
        code,
        fbtrace_id: expect.stringMatching(/^A/),
      }),
    })
    expect(await listMessages()).toEqual([])
  })

  it('explains in Meta’s place for it', async () => {
    const { body } = await send({ ...TEXT, to: '15550131030' })
    expect(body.error).toMatchObject({
      message: '(#131030) Recipient phone number not in allowed list',
      error_data: { messaging_product: 'whatsapp', details: expect.stringContaining('recipient list') },
    })
  })
})
