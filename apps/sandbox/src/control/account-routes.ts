import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { answerOnboarding, DEMO_ANSWERS } from '../connect/save-account.ts'
import { runInternally, type Sandbox } from '../context.ts'
import { ONBOARDING_STEPS } from '../hosted/onboarding-form.ts'
import { requireAccount } from '../wire/find-account.ts'

const Onboard = z.strictObject({ steps: z.array(z.enum(ONBOARDING_STEPS)).default([...ONBOARDING_STEPS]) })

/** Onboarding without a browser: the answers of a demo seller, to all steps or to some. */
export function registerAccounts(sandbox: Sandbox, http: FastifyInstance): void {
  http.post<{ Params: { id: string } }>('/_sandbox/accounts/:id/onboard', (request) => {
    const { steps } = Onboard.parse(request.body ?? {})
    const answers = Object.fromEntries(steps.map((step) => [step, DEMO_ANSWERS[step]]))
    return runInternally(sandbox, (call) => answerOnboarding(call, requireAccount(call, request.params.id), answers))
  })
}
