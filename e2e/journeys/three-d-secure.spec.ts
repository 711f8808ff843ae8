import { expectAccessible } from '../support/axe.ts'
import { expect, test } from '../support/shop-test.ts'
import { bringToCheckout, CARDS, expectPaid, goToPayment, PRODUCTS, payByCard } from '../support/shopper.ts'

test('a card that asks for 3-D Secure fails first and then pays', async ({ page, email }) => {
  await bringToCheckout(page, PRODUCTS.log)
  await goToPayment(page, email)

  await payByCard(page, CARDS.secured)
  await expect(page.getByRole('heading', { name: 'Confirm this payment' })).toBeVisible()
  await expectAccessible(page, 'the page of 3-D Secure')
  await page.getByRole('button', { name: 'Fail' }).click()
  await expect(page.getByRole('alert')).toContainText('unable to authenticate')

  await payByCard(page, CARDS.secured)
  await page.getByRole('button', { name: 'Complete' }).click()
  await expectPaid(page)
})
