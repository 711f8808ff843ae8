import type { FastifyRequest } from 'fastify'
import type { Deps } from '../../../app/deps.ts'
import type { Answer } from '../../http/with-idempotency.ts'
import { refusalAnswer } from './answering.ts'
import { readSiteCaller } from './for-site.ts'
import { PLUGIN_CURRENCY } from './packages.ts'

/** The key that Stripe's script on the older card form begins with. */
export function answerStripeSettings({ config }: Pick<Deps, 'config'>): Answer {
  const { publishableKey, mode } = config.stripe
  if (publishableKey === null)
    return refusalAnswer({ status: 404, code: 'no_stripe_key', message: 'No publishable key is set' })
  return {
    status: 200,
    body: {
      success: true,
      public_key: publishableKey,
      currency: PLUGIN_CURRENCY.toLowerCase(),
      test_mode: mode !== 'live',
      webhooks_enabled: true,
    },
  }
}

export const answerHealth = ({ clock }: Pick<Deps, 'clock'>): Answer => ({
  status: 200,
  body: { status: 'ok', timestamp: clock.now().toISOString() },
})

/** Says of the headers only whether they were there. */
export async function answerAuthDebug(deps: Deps, request: FastifyRequest): Promise<Answer> {
  const { authorization, 'x-instance-id': instanceId } = request.headers
  return {
    status: 200,
    body: {
      success: true,
      authorization_present: authorization !== undefined,
      is_bearer: /^Bearer /i.test(authorization ?? ''),
      instance_id_present: instanceId !== undefined,
      authenticated: (await readSiteCaller(deps, request)).ok,
    },
  }
}

/** Figures of use are taken and forgotten: nothing here needs them, and they hold what people wrote. */
export const answerAnalytics = (): Answer => ({ status: 200, body: { success: true } })

/** The plugin goes on with what is set at the site. */
export const answerNotConfigured = (): Answer =>
  refusalAnswer({ status: 404, code: 'not_configured', message: 'Not offered by this server' })
