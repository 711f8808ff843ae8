import { expect, it } from 'vitest'
import { openHouse } from '../../support/house.ts'
import { ask, credentialsOf, registerBare } from './shops.ts'

it('asks the database twice for each of its hot calls: who calls, and the call itself', async () => {
  await using house = await openHouse({ env: { RATE_LIMITS: 'plugin=1000/60' }, work: false, webhooks: false })
  const headers = credentialsOf(await registerBare(house))
  const read = () =>
    ask(house, 'GET', '/users/credits?user_id=7&user_email=ann@shop.example&site_url=x', undefined, headers)
  const body = { user_id: 7, user_email: 'ann@shop.example', credit_type: 'article', amount: 1 }
  const deduct = () => ask(house, 'POST', '/users/deduct-credits', body, headers)
  const statementsOf = async (call: typeof read) => {
    house.statements.length = 0
    const { status } = await call()
    return { status, statements: house.statements.length }
  }

  // The first calls keep what is new: the credentials were used, here is the user, this is the address.
  await read()
  await deduct()
  expect(await statementsOf(read)).toEqual({ status: 200, statements: 2 })
  expect(await statementsOf(deduct)).toEqual({ status: 200, statements: 2 })
  expect(await statementsOf(read)).toEqual({ status: 200, statements: 2 })
})
