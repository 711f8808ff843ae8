import type { FastifyReply } from 'fastify'
import type { Portal } from '../portal/enter-portal.ts'
import { portalPath } from '../portal/sessions.ts'
import { sendPage } from '../site/document.ts'
import { businessNameOf } from './business-name.ts'
import { renderFlowDonePage } from './portal-page.ts'
import type { Frame } from './portal-steps.ts'

/** Where the way back leads from a step: out to the shop when the session is for this one step, else to the first page. */
export function frameOf(token: string, { call, customer, session }: Portal): Frame {
  const merchant = businessNameOf(call, customer.id)
  if (session.flow && session.return_url !== null) {
    return { token, merchant, backUrl: session.return_url, backText: `Return to ${merchant}` }
  }
  return { token, merchant, backUrl: portalPath(token, 'home'), backText: 'Your billing' }
}

/** Where a step ends: as the session's flow says, or on the first page with a sentence about what was done. */
export function finish(
  reply: FastifyReply,
  token: string,
  { call, customer, session }: Portal,
  said: string,
  sentence: string,
): FastifyReply {
  const after = session.flow?.after_completion
  switch (after?.type) {
    case 'redirect':
      return reply.redirect(after.redirect?.return_url ?? portalPath(token, 'home'), 303)
    case 'hosted_confirmation': {
      const message = after.hosted_confirmation?.custom_message ?? sentence
      return sendPage(reply, 200, renderFlowDonePage(message, businessNameOf(call, customer.id), session.return_url))
    }
    default:
      return reply.redirect(portalPath(token, `home?said=${said}`), 303)
  }
}
