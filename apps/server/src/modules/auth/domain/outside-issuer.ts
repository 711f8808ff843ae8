/** What a token of the outside issuer says, once it is proven to be the issuer's. */
export interface OutsideSubject {
  issuer: string
  subject: string
  /** As the issuer wrote it, and only if the issuer says that it is verified. */
  verifiedEmail: string | null
}

/** The one party outside whose tokens are believed. */
export interface OutsideIssuer {
  /** What its tokens carry as `iss`. */
  issuer: string
  /** Judges a token on wall time. Null when it is not good, and when that cannot be told (no keys to be had). */
  verify(token: string): Promise<OutsideSubject | null>
}
