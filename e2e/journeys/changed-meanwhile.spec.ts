import { operate } from '../support/operator.ts'
import { expect, test } from '../support/shop-test.ts'
import { bringToCheckout, CARDS, checkOut, expectPaid, openCart, payByCard, pressPay } from '../support/shopper.ts'

// These change what the shop sells: no other journey looks at these three, and no other project repeats this one.
const DEARER = { slug: 'string-bead-and-care', title: 'String, Bead and Care' }
const CHEAPER = { slug: 'lighthouse-in-an-hour', title: 'The Lighthouse in an Hour' }
const GONE = { slug: 'the-airplane-slowly', title: 'The Airplane, Slowly' }

test.afterAll(async () => {
  await operate('set-price', DEARER.slug, '5', 'USD')
  await operate('set-price', CHEAPER.slug, '15', 'USD')
  await operate('publish', GONE.slug)
})

test('a new price is pointed out in the cart and has to be agreed to before paying', async ({ page, email }) => {
  await bringToCheckout(page, DEARER)
  await operate('set-price', DEARER.slug, '6.50', 'USD')

  await page.goto('/cart')
  await expect(page.getByText('The price has changed: it was $5.00, now $6.50')).toBeVisible()
  await checkOut(page)
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email)
  await page.getByRole('button', { name: 'Pay $6.50' }).click()

  await expect(page.getByRole('alert').filter({ hasText: `${DEARER.title}: read what changed` })).toBeFocused()
  await page.getByRole('link', { name: `${DEARER.title}: read what changed` }).click()
  await expect(page.getByRole('checkbox', { name: 'The new price is fine' })).toBeFocused()
  await page.keyboard.press('Space')
  await pressPay(page)
  await payByCard(page, CARDS.good)
  await expectPaid(page)
  await expect(page.getByRole('region', { name: 'What you bought' })).toContainText('$6.50')
})

test('a price that changes while the checkout is open is never charged unseen', async ({ page, email, complaints }) => {
  complaints.expect(/409 .*checkout\.start/)
  await bringToCheckout(page, CHEAPER)
  await operate('set-price', CHEAPER.slug, '12', 'USD')
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email)
  await page.getByRole('button', { name: 'Pay $15.00' }).click()

  await expect(page.getByRole('alert').filter({ hasText: 'The total has changed' })).toContainText('$12.00')
  await page.getByRole('checkbox', { name: 'The new price is fine' }).check()
  await pressPay(page)
  await expect(page.getByRole('region', { name: /^Pay / })).toContainText('$12.00')
})

test('what is no longer sold has to leave the cart before paying', async ({ page, email, complaints }) => {
  complaints.expect(/409 .*checkout\.start/)
  await bringToCheckout(page, GONE)
  await operate('unpublish', GONE.slug)

  await page.getByRole('textbox', { name: 'E-mail' }).fill(email)
  await page.getByRole('button', { name: /^Pay / }).click()
  await expect(page.getByRole('region', { name: 'Before you pay' })).toContainText(`${GONE.title} is no longer sold.`)

  await openCart(page)
  await expect(page.getByText('No longer sold. Remove it to go on.')).toBeVisible()
  await expect(page.getByRole('link', { name: /^Check out/ })).toBeHidden()
  await page.getByRole('button', { name: `Remove ${GONE.title}` }).click()
  await expect(page.getByRole('main').getByText(`${GONE.title} is out of the cart.`)).toBeVisible()
})
