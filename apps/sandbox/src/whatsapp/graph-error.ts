import { randomBytes } from 'node:crypto'

/** A refusal in the words of Meta's Graph API. */
export type GraphError = {
  status: number
  message: string
  type: 'OAuthException' | 'GraphMethodException'
  code: number
  subcode?: number
  details?: string
}

/** The body of a refusal, with a fresh trace id. */
export function graphErrorBody(error: GraphError) {
  return {
    error: {
      message: error.message,
      type: error.type,
      code: error.code,
      ...(error.subcode === undefined ? {} : { error_subcode: error.subcode }),
      ...(error.details === undefined ? {} : { error_data: { messaging_product: 'whatsapp', details: error.details } }),
      fbtrace_id: `A${randomBytes(17).toString('base64url')}`,
    },
  }
}

/** An error with its number in front, as Meta writes them. */
export function numberedError(code: number, title: string, details?: string, status = 400): GraphError {
  const error: GraphError = { status, message: `(#${code}) ${title}`, type: 'OAuthException', code }
  return details === undefined ? error : { ...error, details }
}

export const INVALID_TOKEN: GraphError = {
  status: 401,
  message: 'Invalid OAuth access token - Cannot parse access token',
  type: 'OAuthException',
  code: 190,
}

export const EXPIRED_TOKEN: GraphError = {
  status: 401,
  message: 'Error validating access token: Session has expired',
  type: 'OAuthException',
  code: 190,
  subcode: 463,
}

export const MISSING_TOKEN: GraphError = {
  status: 401,
  message: 'An access token is required to request this resource.',
  type: 'OAuthException',
  code: 104,
}

export function unknownPhoneNumberId(id: string): GraphError {
  return {
    status: 400,
    message: `Unsupported post request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api`,
    type: 'GraphMethodException',
    code: 100,
    subcode: 33,
  }
}
