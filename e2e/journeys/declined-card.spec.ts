import { expect, test } from '../support/shop-test.ts'
import { bringToCheckout, CARDS, expectPaid, goToPayment, PRODUCTS, payByCard } from '../support/shopper.ts'

test('a refused card says why, and another one pays', async ({ page, email }) => {
  await bringToCheckout(page, PRODUCTS.log)
  await goToPayment(page, email)

  await payByCard(page, CARDS.declined)
  await expect(page.getByRole('alert')).toContainText('Your card was declined.')
  await expect(page.getByRole('alert')).toContainText('Nothing was charged.')

  await payByCard(page, CARDS.poor)
  await expect(page.getByRole('alert')).toContainText('Your card has insufficient funds.')

  await payByCard(page, CARDS.good)
  await expectPaid(page)
})

test('after a refusal the shop still knows why, and the way back to paying', async ({ page, email }) => {
  await bringToCheckout(page, PRODUCTS.log)
  await goToPayment(page, email)
  await payByCard(page, CARDS.poor)
  await expect(page.getByRole('alert')).toContainText('insufficient funds')

  await page.getByRole('link', { name: /^Back to / }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'You were not charged' })).toBeVisible()
  await expect(page.getByText(/The last try was declined: .*enough money/)).toBeVisible()

  await page.getByRole('link', { name: 'Go on paying' }).click()
  await payByCard(page, CARDS.good)
  await expectPaid(page)
})
