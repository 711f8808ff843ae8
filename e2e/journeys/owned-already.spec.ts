import { linkIn, waitForMail } from '../support/mailbox.ts'
import { expect, test } from '../support/shop-test.ts'
import { buy, checkOut, openCart, PRODUCTS, pressPay, putIntoCart } from '../support/shopper.ts'

const { log } = PRODUCTS

test('who owns a product is told before paying for it again, as a guest and signed in', async ({
  page,
  email,
  complaints,
}) => {
  complaints.expect(/409 .*checkout\.start/)
  await buy(page, email, log)
  const receipt = await waitForMail(email, /^Receipt/)

  await putIntoCart(page, log)
  await openCart(page)
  await checkOut(page)
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email)
  await page.getByRole('button', { name: 'Pay $4.00' }).click()
  const told = page.getByRole('region', { name: 'Before you pay' })
  await expect(told).toContainText(`${log.title} is yours already.`)

  await page.goto(linkIn(receipt))
  await expect(page.getByRole('heading', { level: 1, name: 'Library' })).toBeVisible()
  await openCart(page)
  await expect(page.getByText('You own this already. It is in your library.')).toBeVisible()
  await checkOut(page)
  await expect(told).toContainText(`${log.title} is yours already.`)

  await told.getByRole('checkbox', { name: 'Buy it again' }).check()
  await pressPay(page)

  await page.goto(`/products/${log.slug}`)
  await expect(page.getByText('You own this', { exact: true })).toBeVisible()
})
