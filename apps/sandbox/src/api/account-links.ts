import { z } from 'zod'
import { createAccountLink } from '../connect/account-links.ts'
import { type Endpoint, endpoint } from '../wire/endpoint.ts'
import { invalidRequest } from '../wire/errors.ts'
import { findByParam } from '../wire/find.ts'
import * as params from '../wire/params.ts'

const CreateLink = z.strictObject({
  account: params.text(),
  collect: params.oneOf(['currently_due', 'eventually_due']).optional(),
  collection_options: z
    .strictObject({
      fields: params.oneOf(['currently_due', 'eventually_due']).optional(),
      future_requirements: params.oneOf(['include', 'omit']).optional(),
    })
    .optional(),
  expand: params.expand(),
  refresh_url: params.url(),
  return_url: params.url(),
  type: params.oneOf(['account_onboarding', 'account_update']),
})

export const accountLinkEndpoints: readonly Endpoint[] = [
  endpoint('POST', '/v1/account_links', CreateLink, (call, given) => {
    const account = findByParam(call, 'account', 'account', given.account, 'account')
    if (given.type === 'account_update') {
      throw invalidRequest(
        'You cannot create `account_update` type Account Links for this account. Valid types for this account are ["account_onboarding"].',
        { param: 'type' },
      )
    }
    const { refresh_url: refreshUrl, return_url: returnUrl } = given
    const link = createAccountLink(call, account, { kind: 'onboarding', refreshUrl, returnUrl })
    return { object: 'account_link', created: link.created, expires_at: link.expires_at, url: link.url }
  }),
]
