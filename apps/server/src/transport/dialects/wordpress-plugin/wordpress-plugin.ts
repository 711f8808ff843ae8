import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../../../app/deps.ts'
import type { Actor } from '../../../modules/auth/index.ts'
import { restScope } from '../../http/rest-scope.ts'
import { send } from './answering.ts'
import { answerConfirmation, answerIntent } from './card-form.ts'
import { answerCredits, answerDeduction } from './credits.ts'
import { forSite, forSiteWithBody } from './for-site.ts'
import { answerInstance, answerInstanceUpdate } from './instances.ts'
import { answerPackages } from './packages.ts'
import { answerSession, answerVerification } from './purchases.ts'
import { answerRegistration } from './registration.ts'
import {
  answerAnalytics,
  answerAuthDebug,
  answerHealth,
  answerNotConfigured,
  answerStripeSettings,
} from './settings.ts'
import * as docs from './wordpress-plugin.docs.ts'
import { examples } from './wordpress-plugin.examples.ts'
import { envelope, PluginError } from './wordpress-plugin.wire.ts'

/** A few hundred rows of what was made in an hour, with the prompts. */
const USAGE_LIMIT = 1024 * 1024

const BASE = '/api/v1'

/** All that the plugin calls, and what its first server had besides. */
export const wordpressPlugin = (app: FastifyInstance, deps: Deps): Promise<void> =>
  restScope(
    app,
    deps,
    { tag: docs.TAG, error: PluginError, envelope, examples, cookies: false, unknownUnder: [BASE] },
    (scope) => {
      scope.addHook('onRequest', async (_request, reply) => {
        reply.header('cache-control', 'no-store')
      })
      publicRoutes(scope, deps)
      purchaseRoutes(scope, deps)
      siteRoutes(scope, deps)
    },
  )

function publicRoutes(scope: FastifyInstance, deps: Deps): void {
  scope.post(`${BASE}/plugins/register`, { config: { docs: docs.REGISTER } }, (request, reply) =>
    answerRegistration(deps, anyone(request), request, reply),
  )
  scope.get(`${BASE}/packages`, { config: { docs: docs.PACKAGES } }, async (request, reply: FastifyReply) =>
    send(reply, await answerPackages(deps, anyone(request))),
  )
  scope.get(`${BASE}/health`, { config: { docs: docs.HEALTH } }, (_request, reply: FastifyReply) =>
    send(reply, answerHealth(deps)),
  )
  scope.get(`${BASE}/auth/debug`, { config: { docs: docs.AUTH_DEBUG } }, async (request, reply: FastifyReply) =>
    send(reply, await answerAuthDebug(deps, request)),
  )
}

function purchaseRoutes(scope: FastifyInstance, deps: Deps): void {
  scope.get(
    `${BASE}/users/credits`,
    { config: { docs: docs.CREDITS } },
    forSite(deps, (call) => answerCredits(deps, call)),
  )
  scope.post(
    `${BASE}/users/deduct-credits`,
    { config: { docs: docs.DEDUCT } },
    forSiteWithBody(deps, (call) => answerDeduction(deps, call)),
  )
  scope.post(
    `${BASE}/checkout/sessions`,
    { config: { docs: docs.SESSIONS } },
    forSiteWithBody(deps, (call) => answerSession(deps, call)),
  )
  scope.post(
    `${BASE}/checkout/verify`,
    { config: { docs: docs.VERIFY } },
    forSiteWithBody(deps, (call) => answerVerification(deps, call)),
  )
  scope.post(
    `${BASE}/payments/create-intent`,
    { config: { docs: docs.CREATE_INTENT } },
    forSiteWithBody(deps, (call) => answerIntent(deps, call)),
  )
  scope.post(
    `${BASE}/payments/confirm`,
    { config: { docs: docs.CONFIRM } },
    forSiteWithBody(deps, (call) => answerConfirmation(deps, call)),
  )
}

function siteRoutes(scope: FastifyInstance, deps: Deps): void {
  scope.get(
    `${BASE}/config/stripe`,
    { config: { docs: docs.STRIPE_SETTINGS } },
    forSite(deps, () => answerStripeSettings(deps)),
  )
  scope.get(
    `${BASE}/instances/:instanceId`,
    { config: { docs: docs.INSTANCE } },
    forSite(deps, (call) => answerInstance(deps, call)),
  )
  scope.put(
    `${BASE}/instances/:instanceId`,
    { config: { docs: docs.INSTANCE_UPDATE } },
    forSiteWithBody(deps, (call) => answerInstanceUpdate(deps, call)),
  )
  scope.post(
    `${BASE}/analytics/generation`,
    { config: { docs: docs.GENERATION } },
    forSiteWithBody(deps, async () => answerAnalytics()),
  )
  scope.post(
    `${BASE}/analytics/usage`,
    { bodyLimit: USAGE_LIMIT, config: { docs: docs.USAGE } },
    forSiteWithBody(deps, async () => answerAnalytics()),
  )
  for (const name of ['provider', 'article', 'image', 'rewrite', 'openai', 'providers'])
    scope.get(
      `${BASE}/config/${name}`,
      { config: { docs: docs.NOT_CONFIGURED } },
      forSite(deps, () => answerNotConfigured()),
    )
  scope.put(
    `${BASE}/config/provider`,
    { config: { docs: docs.NOT_CONFIGURED } },
    forSite(deps, () => answerNotConfigured()),
  )
}

/** Whoever asks for what is nobody's in particular. */
const anyone = (request: FastifyRequest): Actor => ({
  kind: 'visitor',
  user: null,
  visitHash: null,
  name: null,
  requestId: request.id,
})
