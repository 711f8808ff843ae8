import { expectAccessible } from '../../support/axe.ts'
import { advanceClock } from '../../support/sandbox-clock.ts'
import { expect, test } from '../../support/shop-test.ts'
import {
  bringToCheckout,
  CARDS,
  expectPaid,
  goToPayment,
  PRODUCTS,
  payByCard,
  pressPay,
} from '../../support/shopper.ts'

/** As long as a payment page stays open, and a little more. */
const PAST_THE_END = 24 * 60 * 60 + 5

test('a checkout that ran out of time says so by itself, and begins again', async ({ page, email }) => {
  await bringToCheckout(page, PRODUCTS.log)
  await goToPayment(page, email)
  const old = page.url()
  await page.getByRole('link', { name: /^Back to / }).click()
  await expect(page.getByRole('timer')).toHaveText(/23:\d\d:\d\d|24:00:00/)

  await advanceClock(PAST_THE_END)
  await expect(page.getByRole('heading', { level: 1, name: 'This checkout has expired' })).toBeVisible({
    timeout: 30_000,
  })
  await expect(page.getByText('Nothing was charged.')).toBeVisible()
  await expectAccessible(page, 'an expired checkout')

  await page.getByRole('link', { name: 'Begin again' }).click()
  await expect(page.getByRole('textbox', { name: 'E-mail' })).toHaveValue(email)
  await pressPay(page)
  expect(page.url()).not.toBe(old)
  await payByCard(page, CARDS.good)
  await expectPaid(page)

  await page.goto(old)
  await expect(page.getByRole('heading', { name: 'This checkout has expired' })).toBeVisible()
  await expectAccessible(page, 'an expired payment page')
})
