import { z } from 'zod'
import { EmailAddress, Instant, id, Role } from './primitives.ts'

export const RequestSignInInput = z.strictObject({
  email: EmailAddress,
  /** A path of this shop to land on afterwards. */
  next: z.string().max(300).optional(),
})
export type RequestSignInInput = z.infer<typeof RequestSignInInput>
/** The same answer whether or not the address is known. */
export const SignInRequested = z.object({ expiresAt: Instant })

export const SignInWithCodeInput = z.strictObject({ email: EmailAddress, code: z.string().regex(/^\d{6}$/) })
export type SignInWithCodeInput = z.infer<typeof SignInWithCodeInput>
export const SignInWithLinkInput = z.strictObject({ token: z.string().min(20).max(200) })
export type SignInWithLinkInput = z.infer<typeof SignInWithLinkInput>

export const Account = z.object({ id: id<'user'>(), email: z.string().nullable(), roles: z.array(Role) })
export type Account = z.infer<typeof Account>
export const SignedIn = z.object({ account: Account, claimedOrders: z.int(), next: z.string().nullable() })
export type SignedIn = z.infer<typeof SignedIn>
export const Me = z.object({ account: Account.nullable(), sessions: z.int() })
export type Me = z.infer<typeof Me>

/** How many browsers were signed in. */
export const SignedOutEverywhere = z.object({ ended: z.int() })
export type SignedOutEverywhere = z.infer<typeof SignedOutEverywhere>

/** A bearer token of this server's own issue, for programs that act for the account. */
export const IssuedToken = z.object({ token: z.string(), expiresAt: Instant })
export type IssuedToken = z.infer<typeof IssuedToken>
