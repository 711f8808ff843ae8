import { expectAccessible } from '../support/axe.ts'
import { orderNumberIn, waitForMail } from '../support/mailbox.ts'
import { expect, test } from '../support/shop-test.ts'
import { buy, PRODUCTS } from '../support/shopper.ts'

test('who has only the address of the success page learns a status and nothing of the buyer', async ({
  page,
  email,
  browser,
  baseURL,
}) => {
  await buy(page, email, PRODUCTS.log)
  const orderNumber = orderNumberIn(await waitForMail(email, /^Receipt/))

  const context = await browser.newContext({ baseURL: baseURL ?? '' })
  const stranger = await context.newPage()
  await stranger.goto(page.url())
  await expect(stranger.getByRole('heading', { level: 1, name: 'Paid' })).toBeVisible()
  await expect(stranger.getByText('shown to the buyer only')).toBeVisible()
  await expect(stranger.getByRole('main').getByRole('link', { name: 'Sign in' })).toBeVisible()
  await expectAccessible(stranger, 'a checkout of somebody else')

  const input = JSON.stringify({ reference: new URL(page.url()).searchParams.get('session_id') })
  const answer = await stranger.request.get(`/trpc/checkout.status?input=${encodeURIComponent(input)}`)
  expect(await answer.json()).toMatchObject({ result: { data: { stage: 'paid', yours: null } } })
  const seen = `${await stranger.content()}\n${await answer.text()}`
  for (const secret of [email, PRODUCTS.log.title, `Order ${orderNumber}`, `"orderNumber":${orderNumber}`, '$4.00'])
    expect(seen).not.toContain(secret)
  await context.close()
})
