import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { readFormBodies } from './form-body.ts'
import { refuseForeignForms } from './same-origin.ts'
import { spanText } from './time-text.ts'

const AdvanceForm = z.object({ seconds: z.coerce.number().int().min(1).max(315_360_000) })
const TriggerForm = z.object({ type: z.string().min(1).max(100) })
const FaultForm = z.object({
  action: z.string(),
  target: z.string().trim().default(''),
  when: z.string().optional(),
  count: z.string().trim().default(''),
  seconds: z.string().trim().default(''),
})

/** The forms of the site. Each does what its control endpoint does, and goes back to its page with a line on it. */
export function registerSiteActions(http: FastifyInstance): void {
  http.register(async (scope) => {
    readFormBodies(scope)
    scope.addHook('onRequest', refuseForeignForms)

    scope.post('/_sandbox/ui/clock', async (request, reply) => {
      const form = AdvanceForm.safeParse(request.body)
      if (!form.success) return back(reply, '/_sandbox/ui/clock', 'Nothing changed: give whole seconds, at least 1.')
      await control('POST', '/_sandbox/clock/advance', form.data)
      return back(reply, '/_sandbox/ui/clock', `Moved forward by ${spanText(form.data.seconds)}.`)
    })

    scope.post('/_sandbox/ui/reset', async (_request, reply) => {
      await control('POST', '/_sandbox/reset', {})
      return back(reply, '/_sandbox', 'Everything was removed.')
    })

    scope.post('/_sandbox/ui/trigger', async (request, reply) => {
      const form = TriggerForm.safeParse(request.body)
      if (!form.success) return back(reply, '/_sandbox/ui/events', 'Nothing happened: choose an event.')
      const answer = await control('POST', '/_sandbox/events/trigger', form.data)
      return back(reply, '/_sandbox/ui/events', answer.ok ? `Triggered ${form.data.type}.` : answer.sentence)
    })

    scope.post<{ Params: { id: string } }>('/_sandbox/ui/events/:id/resend', async (request, reply) => {
      const id = encodeURIComponent(request.params.id)
      const answer = await control('POST', `/_sandbox/events/${id}/resend`, {})
      return back(reply, `/_sandbox/ui/events/${id}`, answer.ok ? 'Sent again.' : answer.sentence)
    })

    scope.post('/_sandbox/ui/faults', async (request, reply) => {
      const form = FaultForm.safeParse(request.body)
      if (!form.success) return back(reply, '/_sandbox/ui/faults', 'Choose what goes wrong.', 'refused')
      const answer = await control('POST', '/_sandbox/faults', toFault(form.data))
      if (!answer.ok) return back(reply, '/_sandbox/ui/faults', answer.sentence, 'refused')
      return back(reply, '/_sandbox/ui/faults', 'The fault is in force.')
    })

    scope.post<{ Params: { id: string } }>('/_sandbox/ui/faults/:id/remove', async (request, reply) => {
      await control('DELETE', `/_sandbox/faults/${encodeURIComponent(request.params.id)}`)
      return back(reply, '/_sandbox/ui/faults', 'The fault is gone.')
    })
  })

  async function control(
    method: 'POST' | 'DELETE',
    url: string,
    payload?: object,
  ): Promise<{ ok: boolean; sentence: string }> {
    const answer = await http.inject({ method, url, ...(payload === undefined ? {} : { payload }) })
    return { ok: answer.statusCode < 300, sentence: answer.statusCode < 300 ? '' : sentenceOf(answer.body) }
  }
}

const Refusal = z.object({
  error: z.union([z.string(), z.object({ message: z.string() }).transform(({ message }) => message)]),
})

function sentenceOf(body: string): string {
  const refusal = Refusal.safeParse(parseJson(body))
  return refusal.success ? refusal.data.error : 'The sandbox refused this.'
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A fault as the control API takes it: calls are named by method and path, events by their type. */
function toFault({ action, target, when, count, seconds }: z.infer<typeof FaultForm>): object {
  const isApi = !['drop', 'delay', 'duplicate', 'reorder'].includes(action)
  return {
    action,
    ...(target === '' ? {} : isApi ? { operation: target } : { event: target }),
    ...(isApi && when !== undefined ? { when } : {}),
    ...(count === '' ? {} : { count: Number(count) }),
    ...(seconds === '' ? {} : { seconds: Number(seconds) }),
  }
}

function back(reply: FastifyReply, path: string, line: string, as: 'said' | 'refused' = 'said'): FastifyReply {
  return reply.redirect(`${path}?${new URLSearchParams({ [as]: line })}`, 303)
}
