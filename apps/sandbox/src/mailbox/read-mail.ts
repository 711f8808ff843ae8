import { randomUUID } from 'node:crypto'
import PostalMime, { type Attachment } from 'postal-mime'
import type { Mail } from './mail-store.ts'

export type Envelope = { from: string; to: readonly string[] }

const KEPT_HEADERS = ['message-id', 'date', 'reply-to', 'cc', 'list-unsubscribe', 'list-unsubscribe-post']

/** A raw message (RFC 5322) and its envelope as the mailbox keeps them. Throws on what is no message at all. */
export async function readMail(raw: Buffer, envelope: Envelope, receivedAt: Date): Promise<Mail> {
  const email = await PostalMime.parse(raw, { maxNestingDepth: 50, attachmentEncoding: 'base64' })
  return {
    id: `mail_${randomUUID().replaceAll('-', '')}`,
    from: email.from?.address ?? envelope.from,
    from_name: email.from?.name ?? '',
    to: [...envelope.to],
    subject: email.subject ?? '',
    text: email.text ?? null,
    html: email.html === undefined ? null : withPictures(email.html, email.attachments),
    attachments: email.attachments.filter((part) => !part.related).map(describe),
    headers: Object.fromEntries(
      email.headers.filter(({ key }) => KEPT_HEADERS.includes(key)).map(({ key, value }) => [key, value]),
    ),
    received_at: receivedAt.toISOString(),
  }
}

/** Pictures that travel inside the mail are put where the HTML names them, so that it shows without its parts. */
function withPictures(html: string, attachments: readonly Attachment[]): string {
  return attachments.reduce((text, part) => {
    if (!part.contentId || typeof part.content !== 'string') return text
    const name = part.contentId.replace(/^<|>$/g, '')
    return text.replaceAll(`cid:${name}`, `data:${part.mimeType};base64,${part.content}`)
  }, html)
}

function describe(part: Attachment): Mail['attachments'][number] {
  const encoded = typeof part.content === 'string' ? part.content : ''
  return {
    filename: part.filename ?? 'unnamed',
    content_type: part.mimeType,
    bytes: Buffer.byteLength(encoded, 'base64'),
  }
}
