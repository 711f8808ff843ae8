import { expect, test } from '../support/shop-test.ts'
import {
  bringToCheckout,
  CARDS,
  checkOut,
  expectPaid,
  expectPaymentPage,
  goToPayment,
  openCart,
  PRODUCTS,
  payByCard,
  pressPay,
  putIntoCart,
} from '../support/shopper.ts'

test('leaving the payment page keeps the cart, charges nothing, and paying can go on', async ({ page, email }) => {
  await bringToCheckout(page, PRODUCTS.log)
  await goToPayment(page, email)
  const session = page.url()

  await page.getByRole('link', { name: /^Back to / }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'You were not charged' })).toBeVisible()
  await expect(page.getByRole('timer')).toHaveText(/\d:\d\d/)
  await page.getByRole('link', { name: 'Back to the cart' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: PRODUCTS.log.title })).toBeVisible()

  await checkOut(page)
  await expect(page.getByText('A payment page is still open for this cart')).toBeVisible()
  await page.getByRole('link', { name: 'Go on paying' }).click()
  await expectPaymentPage(page)
  expect(page.url()).toBe(session)
  await payByCard(page, CARDS.good)
  await expectPaid(page)
})

test("the browser's own back finds the checkout ready again", async ({ page, email }) => {
  await bringToCheckout(page, PRODUCTS.log)
  await goToPayment(page, email)
  await page.goBack()
  await expect(page.getByRole('heading', { level: 1, name: 'Checkout' })).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'E-mail' })).toHaveValue(email)
  await pressPay(page)
})

test('a cart that changed meanwhile gets a payment page of its own, and the old one is closed', async ({
  page,
  email,
}) => {
  await bringToCheckout(page, PRODUCTS.log)
  await goToPayment(page, email)
  const old = page.url()
  await page.getByRole('link', { name: /^Back to / }).click()
  await page.getByRole('link', { name: 'Back to the cart' }).click()
  await putIntoCart(page, PRODUCTS.sheets)
  await openCart(page)
  await checkOut(page)
  await pressPay(page)
  await expect(page.getByRole('list', { name: 'What you are buying' }).getByRole('listitem')).toHaveCount(2)

  await page.goto(old)
  await expect(page.getByRole('heading', { name: 'This checkout has expired' })).toBeVisible()
})
