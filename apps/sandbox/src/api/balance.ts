import { z } from 'zod'
import { balanceOf, PLATFORM } from '../connect/balances.ts'
import { type Endpoint, endpoint } from '../wire/endpoint.ts'
import { requireAccount } from '../wire/find-account.ts'
import * as params from '../wire/params.ts'

export const balanceEndpoints: readonly Endpoint[] = [
  endpoint('GET', '/v1/balance', z.strictObject({ expand: params.expand() }), (call) =>
    balanceOf(call, call.account === '' ? PLATFORM : requireAccount(call, call.account)),
  ),
]
