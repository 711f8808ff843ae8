import { staffLink } from '../support/operator.ts'
import { expect, test } from '../support/shop-test.ts'
import { bringToCheckout, goToPayment, PRODUCTS } from '../support/shopper.ts'

const LONGER_THAN_A_PAUSE_IN_TYPING = 1_000

test('who opens an order right after typing is not called back by the search', async ({ page, email }) => {
  await bringToCheckout(page, PRODUCTS.log)
  await goToPayment(page, email)
  await page.goto(await staffLink(`staff-${email}`))
  await expect(page.getByRole('row').filter({ hasText: email })).toBeVisible()

  const asked = Promise.withResolvers<void>()
  const mayCome = Promise.withResolvers<void>()
  await page.route(
    (url) => /\/assets\/staff-order-[^/]+\.js$/.test(url.pathname),
    async (route) => {
      asked.resolve()
      await mayCome.promise
      await route.continue()
    },
  )
  await page.clock.install()
  await page.goto('/staff/orders')
  const order = page.getByRole('row').filter({ hasText: email }).getByRole('link')
  await expect(order).toBeVisible()
  await page.clock.pauseAt(new Date(Date.now() + 60_000))
  await page.getByRole('searchbox', { name: 'Search orders' }).fill(email)
  await order.click()
  await asked.promise
  await page.clock.runFor(LONGER_THAN_A_PAUSE_IN_TYPING)
  mayCome.resolve()
  await page.clock.resume()
  await expect(page.getByRole('heading', { level: 1, name: /^Order \d+$/ })).toBeVisible()
})
