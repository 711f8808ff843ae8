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
  const answers: Promise<string>[] = []
  stranger.on('response', (response) => {
    if (response.url().includes('/trpc/checkout')) answers.push(response.text())
  })
  await stranger.goto(page.url())
  await expect(stranger.getByRole('heading', { level: 1, name: 'Paid' })).toBeVisible()
  await expect(stranger.getByText('shown to the buyer only')).toBeVisible()
  await expect(stranger.getByRole('main').getByRole('link', { name: 'Sign in' })).toBeVisible()
  await expectAccessible(stranger, 'a checkout of somebody else')

  const seen = [await stranger.content(), ...(await Promise.all(answers))].join('\n')
  for (const secret of [email, PRODUCTS.log.title, `Order ${orderNumber}`, `"orderNumber":${orderNumber}`, '$4.00'])
    expect(seen).not.toContain(secret)
  expect(answers.length).toBeGreaterThan(0)
  await context.close()
})
