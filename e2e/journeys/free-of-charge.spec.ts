import { codeIn, waitForMail } from '../support/mailbox.ts'
import { expect, test } from '../support/shop-test.ts'
import { bringToCheckout, PRODUCTS } from '../support/shopper.ts'

test('what costs nothing is yours without a payment page', async ({ page, email }) => {
  await bringToCheckout(page, PRODUCTS.sampler)
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email)
  await page.getByRole('button', { name: 'Get it for free' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'It is yours' })).toBeVisible()
  await expect(page).toHaveURL(/\/checkout\/success\?order=/)

  const mail = await waitForMail(email, /^Your order/)
  await page.getByRole('textbox', { name: 'Six-digit code' }).fill(codeIn(mail))
  await page.getByRole('link', { name: `Download ${PRODUCTS.sampler.title}` }).click()
  await expect(page.getByRole('heading', { level: 3, name: PRODUCTS.sampler.title })).toBeVisible()
})
