import {
  IssuedToken,
  Me,
  RequestSignInInput,
  SignedIn,
  SignedOutEverywhere,
  SignInRequested,
  SignInWithCodeInput,
  SignInWithLinkInput,
} from '@cashwrap/shared/contracts/accounts'
import { z } from 'zod'
import {
  type BegunSession,
  issueToken,
  readMe,
  requestSignIn,
  signInWithCode,
  signInWithLink,
  signOut,
  signOutEverywhere,
} from '../../modules/auth/index.ts'
import { buyerProcedure, NoInput, publicProcedure, router, type TrpcContext } from './trpc.ts'

export const authRouter = router({
  me: publicProcedure
    .input(NoInput)
    .output(Me)
    .query(({ ctx }) => ctx.run(readMe, undefined)),
  requestSignIn: publicProcedure
    .input(RequestSignInInput)
    .output(SignInRequested)
    .mutation(({ ctx, input }) => ctx.run(requestSignIn, { ...input, clientHash: ctx.clientHash })),
  signInWithCode: publicProcedure
    .input(SignInWithCodeInput)
    .output(SignedIn)
    .mutation(async ({ ctx, input }) =>
      keepSession(ctx, await ctx.run(signInWithCode, { ...input, previousHash: ctx.signInHash })),
    ),
  signInWithLink: publicProcedure
    .input(SignInWithLinkInput)
    .output(SignedIn)
    .mutation(async ({ ctx, input }) =>
      keepSession(ctx, await ctx.run(signInWithLink, { ...input, previousHash: ctx.signInHash })),
    ),
  signOut: publicProcedure
    .input(NoInput)
    .output(z.null())
    .mutation(async ({ ctx }) => {
      await ctx.run(signOut, { sessionHash: ctx.signInHash })
      ctx.clearCookies()
      return null
    }),
  signOutEverywhere: publicProcedure
    .input(NoInput)
    .output(SignedOutEverywhere)
    .mutation(async ({ ctx }) => {
      const ended = await ctx.run(signOutEverywhere, undefined)
      ctx.clearCookies()
      return ended
    }),
  issueToken: buyerProcedure
    .input(NoInput)
    .output(IssuedToken)
    .mutation(({ ctx }) => ctx.run(issueToken, { sessionHash: ctx.signInHash })),
})

function keepSession(ctx: TrpcContext, session: BegunSession): SignedIn {
  ctx.setSignInCookie(session.token, session.expiresAt)
  return session.signedIn
}
