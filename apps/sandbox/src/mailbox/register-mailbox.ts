import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Sandbox } from '../context.ts'
import type { PartHandle } from '../part.ts'
import { createMailStore } from './mail-store.ts'
import { startMailbox } from './start-mailbox.ts'

const ListMailQuery = z.object({
  to: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
})

/**
 * The mailbox: an SMTP server that keeps what it is sent, `GET /_sandbox/mail?to=&limit=` to read it (`{ data: Mail[] }`,
 * newest first), `GET /_sandbox/mail/:id` for one mail, `DELETE /_sandbox/mail` to empty it.
 */
export async function registerMailbox(sandbox: Sandbox, http: FastifyInstance): Promise<PartHandle> {
  const mails = createMailStore(sandbox.store)

  http.get('/_sandbox/mail', async (request, reply) => {
    const query = ListMailQuery.safeParse(request.query)
    if (!query.success) return reply.code(400).send({ error: z.prettifyError(query.error) })
    return { data: mails.list(query.data) }
  })
  http.get<{ Params: { id: string } }>('/_sandbox/mail/:id', async (request, reply) => {
    const mail = mails.find(request.params.id)
    return mail ?? reply.code(404).send({ error: 'There is no such mail' })
  })
  http.delete('/_sandbox/mail', async () => {
    const deleted = mails.count()
    mails.clear()
    return { deleted }
  })
  return startMailbox(sandbox)
}
