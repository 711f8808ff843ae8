import type { FastifyInstance, FastifyReply } from 'fastify'
import { accountPath, isOver, openLink } from '../connect/account-links.ts'
import { balanceOf } from '../connect/balances.ts'
import { answerOnboarding, detailsOf } from '../connect/save-account.ts'
import { type Call, runInternally, type Sandbox } from '../context.ts'
import { sendPage } from '../site/document.ts'
import { readFormBodies } from '../site/form-body.ts'
import type { AccountLink, AccountObject } from '../state/object-types.ts'
import { type ExpressView, renderExpressPage } from './express-page.ts'
import { renderAllSetPage, renderLinkOverPage } from './notice-pages.ts'
import {
  ONBOARDING_STEPS,
  type OnboardingError,
  type OnboardingStep,
  parseOnboarding,
  readStep,
  type TypedOnboarding,
} from './onboarding-form.ts'
import { renderOnboardingPage } from './onboarding-page.ts'
import { knownAnswers, stepsDue, withTestData } from './onboarding-view.ts'

type ByToken = { Params: { account: string; token: string }; Querystring: { step?: string; fill?: string } }
type Visit = { link: AccountLink; account: AccountObject }

const SHOWN_PAYMENTS = 50

/** The pages of a seller: onboarding, where account links lead, and the dashboard behind login links. */
export async function registerAccountPages(sandbox: Sandbox, http: FastifyInstance): Promise<undefined> {
  await http.register(async (scope) => {
    readFormBodies(scope)

    for (const path of ['/setup/e/:account/:token', '/express/:account/:token']) {
      scope.get<ByToken>(path, async (request, reply) => {
        sandbox.timers.runDue()
        const link = sandbox.store.get('sandbox.account_link', request.params.token)
        if (link?.part !== 'link' || link.account !== request.params.account)
          return sendPage(reply, 404, renderLinkOverPage())
        const visit = runInternally(sandbox, (call) => openLink(call, link))
        return visit ? reply.redirect(accountPath(visit), 303) : sendOver(reply, link)
      })
    }

    scope.get<ByToken>('/setup/e/:account/visit/:token', async (request, reply) => {
      const visit = findVisit(sandbox, request.params.token, 'onboarding')
      if (!isVisit(visit)) return sendOver(reply, visit)
      const due = stepsDue(visit.account)
      const wanted = ONBOARDING_STEPS.find((step) => step === request.query.step)
      const step = wanted ?? due[0]
      if (step === undefined) return sendPage(reply, 200, renderAllSetPage(visit.link.return_url))
      const known = runInternally(sandbox, (call) => knownAnswers(visit.account, detailsOf(call, visit.account.id)))
      const typed = request.query.fill === undefined ? known : withTestData(known)
      return sendStep(reply, visit, step, typed, [])
    })

    scope.post<ByToken>('/setup/e/:account/visit/:token', async (request, reply) => {
      const visit = findVisit(sandbox, request.params.token, 'onboarding')
      if (!isVisit(visit)) return sendOver(reply, visit)
      const form = parseOnboarding(request.body)
      if (!form) return reply.redirect(accountPath(visit.link), 303)
      const read = readStep(form, new Date(sandbox.clock.nowMs()))
      if (!read.ok && form.later === '')
        return sendStep(reply, visit, form.step, { ...form, account_number: '' }, read.errors)
      const account = read.ok
        ? runInternally(sandbox, (call) => answerOnboarding(call, visit.account, read.answers))
        : visit.account
      const isOverForNow = form.later !== '' || stepsDue(account).length === 0
      return reply.redirect(isOverForNow ? (visit.link.return_url ?? '/') : accountPath(visit.link), 303)
    })

    scope.get<ByToken>('/express/:account/visit/:token', async (request, reply) => {
      const visit = findVisit(sandbox, request.params.token, 'login')
      if (!isVisit(visit)) return sendOver(reply, visit)
      return sendPage(reply, 200, renderExpressPage(runInternally(sandbox, (call) => expressView(call, visit.account))))
    })
  })
}

/** What a link has opened, or the link itself when its time is over, or undefined for none. */
function findVisit(sandbox: Sandbox, token: string, kind: AccountLink['kind']): Visit | AccountLink | undefined {
  sandbox.timers.runDue()
  const link = sandbox.store.get('sandbox.account_link', token)
  if (link?.part !== 'visit' || link.kind !== kind) return undefined
  const account = sandbox.store.get('account', link.account)
  const isGone = account === undefined || runInternally(sandbox, (call) => isOver(call, link))
  return isGone ? link : { link, account }
}

const isVisit = (found: Visit | AccountLink | undefined): found is Visit => found !== undefined && 'link' in found

/** A link that cannot be used goes back to the platform for another one. */
function sendOver(reply: FastifyReply, link: AccountLink | undefined): FastifyReply {
  if (link?.refresh_url) return reply.redirect(link.refresh_url, 303)
  return sendPage(reply, link ? 410 : 404, renderLinkOverPage())
}

function sendStep(
  reply: FastifyReply,
  { link, account }: Visit,
  step: OnboardingStep,
  typed: TypedOnboarding,
  errors: readonly OnboardingError[],
): FastifyReply {
  const view = {
    path: accountPath(link),
    step,
    due: stepsDue(account),
    typed,
    errors,
    currency: account.default_currency,
  }
  return sendPage(reply, 200, renderOnboardingPage(view))
}

function expressView(call: Call, account: AccountObject): ExpressView {
  const payments = call.store.page('charge', { account: account.id, limit: SHOWN_PAYMENTS }).data
  return {
    account,
    balance: balanceOf(call, account),
    payments: payments.map((payment) => {
      const fee = payment.application_fee ? call.store.get('application_fee', payment.application_fee) : undefined
      return { payment, fee: fee ? fee.amount - fee.amount_refunded : 0 }
    }),
  }
}
