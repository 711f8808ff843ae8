import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../../app/deps.ts'
import type { RouteDocs } from '../../http/openapi/route-docs.ts'
import { restScope } from '../../http/rest-scope.ts'
import { answerVerification, LESSONS, startPurchase, VIDEOS } from './purchases.ts'
import { answerAccountStatus, createConnectAccount, createLoginLink } from './selling.ts'
import { examples } from './video-marketplace.examples.ts'
import {
  AccountStatus,
  BuyLesson,
  ConnectAccount,
  envelope,
  FreeLesson,
  LessonVerified,
  LoginLink,
  MarketplaceError,
  PurchaseStarted,
  VerifyLesson,
  VerifyVideo,
  VideoVerified,
} from './video-marketplace.wire.ts'

export const MARKETPLACE_TAG = {
  name: 'Video marketplace',
  description:
    'An instructors’ site that acts for its users by bearer tokens: of this server’s issue, or of one outside issuer. The code of an error goes by its status: 401 and 403 AUTH_ERROR, 404 RESOURCE_NOT_FOUND, 402 and 409 PAYMENT_ERROR, 500 STRIPE_ERROR where Stripe did not do its part and else SERVER_ERROR, any other INVALID_REQUEST.',
}

const BUY_LESSON: RouteDocs = {
  summary: 'Buy a lesson',
  description: 'A lesson is a set of videos sold together: who owns it may open each of them.',
  auth: ['bearer'],
  body: BuyLesson,
  takesKey: true,
  answers: {
    200: {
      description: 'A session to pay, or access at once where it is free.',
      schema: PurchaseStarted.or(FreeLesson),
    },
  },
}
const VERIFY =
  'With the session of a checkout of the caller’s that is paid and not heard of yet, its order is completed by this call.'
const VERIFY_VIDEO: RouteDocs = {
  summary: 'Whether the caller has a video',
  description: VERIFY,
  auth: ['bearer'],
  answers: { 200: { description: 'Whether, since when, by which order.', schema: VideoVerified } },
}
const VERIFY_LESSON: RouteDocs = {
  ...VERIFY_VIDEO,
  summary: 'Whether the caller has a lesson',
  answers: { 200: { description: 'Whether, since when, by which order.', schema: LessonVerified } },
}
const CONNECT: RouteDocs = {
  summary: 'Begin to sell, or go on',
  description: 'Makes the caller a seller if they are none. The link is good once and for minutes.',
  auth: ['bearer'],
  takesKey: true,
  answers: { 200: { description: 'The account and the page where onboarding goes on.', schema: ConnectAccount } },
}
const STATUS: RouteDocs = {
  summary: 'How the caller’s seller account stands',
  auth: ['bearer'],
  answers: { 200: { description: 'As Stripe said last.', schema: AccountStatus } },
}
const LOGIN: RouteDocs = {
  summary: 'A link to the seller’s page at Stripe',
  description: 'Good once and for minutes; 409 before onboarding is done.',
  auth: ['bearer'],
  takesKey: true,
  answers: { 200: { description: 'The link.', schema: LoginLink } },
}

/** All of the dialect but `POST /api/checkout`, an address that it shares. */
export const videoMarketplace = (app: FastifyInstance, deps: Deps): Promise<void> =>
  restScope(
    app,
    deps,
    {
      tag: MARKETPLACE_TAG,
      error: MarketplaceError,
      envelope,
      examples,
      cookies: false,
      unknownUnder: ['/api/checkout-lesson', '/api/verify-purchase', '/api/verify-lesson-purchase', '/api/stripe'],
    },
    (scope) => {
      scope.addHook('onRequest', async (_request, reply) => {
        reply.header('cache-control', 'no-store')
      })
      scope.post('/api/checkout-lesson', { config: { docs: BUY_LESSON } }, (request, reply) =>
        startPurchase(deps, request, reply, LESSONS),
      )
      scope.get(
        '/api/verify-purchase',
        { config: { docs: { ...VERIFY_VIDEO, query: VerifyVideo } } },
        (request, reply) => answerVerification(deps, request, reply, VIDEOS),
      )
      scope.post(
        '/api/verify-purchase',
        { config: { docs: { ...VERIFY_VIDEO, body: VerifyVideo } } },
        (request, reply) => answerVerification(deps, request, reply, VIDEOS),
      )
      scope.get(
        '/api/verify-lesson-purchase',
        { config: { docs: { ...VERIFY_LESSON, query: VerifyLesson } } },
        (request, reply) => answerVerification(deps, request, reply, LESSONS),
      )
      scope.post(
        '/api/verify-lesson-purchase',
        { config: { docs: { ...VERIFY_LESSON, body: VerifyLesson } } },
        (request, reply) => answerVerification(deps, request, reply, LESSONS),
      )
      scope.post('/api/stripe/create-connect-account', { config: { docs: CONNECT } }, (request, reply) =>
        createConnectAccount(deps, request, reply),
      )
      scope.get('/api/stripe/account-status', { config: { docs: STATUS } }, (request, reply) =>
        answerAccountStatus(deps, request, reply),
      )
      scope.post('/api/stripe/create-login-link', { config: { docs: LOGIN } }, (request, reply) =>
        createLoginLink(deps, request, reply),
      )
    },
  )
