import { expectSound } from '../support/axe.ts'
import { codeIn, linkIn, waitForMail } from '../support/mailbox.ts'
import { staffLink } from '../support/operator.ts'
import { expect, test } from '../support/shop-test.ts'
import {
  bringToCheckout,
  CARDS,
  checkOut,
  expectPaid,
  goToPayment,
  openCart,
  PRODUCTS,
  payByCard,
  putIntoCart,
} from '../support/shopper.ts'

test.use({ contextOptions: { reducedMotion: 'reduce' } })
test.describe.configure({ timeout: 240_000 })

test('the shelf and each kind of product', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByRole('article').first()).toBeVisible()
  await expectSound(page, 'the shop')
  await page.goto('/?kind=course&sort=price-low')
  await expect(page.getByRole('heading', { level: 1, name: 'Courses' })).toBeVisible()
  await page.goto('/?search=zzzzzz')
  await expect(page.getByRole('heading', { name: 'Nothing like that here' })).toBeVisible()
  await expectSound(page, 'a search without a result')
  for (const slug of [
    PRODUCTS.course.slug,
    'advanced-kendama-tutorial',
    'how-to-look',
    PRODUCTS.sheets.slug,
    'evening-jam',
    'single-credit',
    'practice-room',
  ]) {
    await page.goto(`/products/${slug}`)
    await expect(page.getByRole('article').getByRole('heading', { level: 1 })).toBeVisible()
    await expectSound(page, slug)
  }
})

test('what somebody sees who has nothing here yet', async ({ page, email, complaints }) => {
  complaints.expect(/401 .*(library|orders)\.list/)
  const pages = [
    ['/no/such/page', 'The string ends here'],
    ['/cart', 'Your cart is empty'],
    ['/checkout', 'Nothing to pay for'],
    ['/checkout/success', 'Which checkout?'],
    ['/checkout/cancel', 'No payment page is open'],
    ['/library', 'Your library is behind a door'],
    ['/orders', 'Your orders are behind a door'],
    ['/account', 'You are not signed in'],
    ['/staff/orders', 'Behind the counter'],
    ['/sign-in', 'Sign in'],
  ] as const
  for (const [path, heading] of pages) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
    await expectSound(page, path)
  }

  await page.getByRole('button', { name: 'Mail me a code' }).click()
  await expect(page.getByText('Enter a whole e-mail address')).toBeVisible()
  await expectSound(page, 'signing in without an address')
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email)
  await page.getByRole('button', { name: 'Mail me a code' }).click()
  await expect(page.getByRole('textbox', { name: 'Six-digit code' })).toBeFocused()
  await expectSound(page, 'waiting for a code')
  await page.getByRole('textbox', { name: 'Six-digit code' }).fill(codeIn(await waitForMail(email, /^Sign in to/)))
  await expect(page.getByRole('heading', { name: 'Nothing on the shelf yet' })).toBeVisible()
  await expectSound(page, 'an empty library')
  await page.goto('/orders')
  await expect(page.getByRole('heading', { name: 'No orders yet' })).toBeVisible()
  await expectSound(page, 'no orders')
})

test('the way of a purchase, and what is bought', async ({ page, email }) => {
  await bringToCheckout(page, PRODUCTS.course, PRODUCTS.sheets)
  await page.getByRole('button', { name: /^Pay / }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'One thing first' })).toBeVisible()
  await expectSound(page, 'a checkout without an address')
  await openCart(page)
  await expectSound(page, 'a full cart')
  await checkOut(page)
  await goToPayment(page, email)
  await expectSound(page, 'the payment page')
  await page.getByRole('radio', { name: /^Bank transfer/ }).check()
  await expectSound(page, 'the payment page with a transfer')
  await page.getByRole('radio', { name: 'Card' }).check()
  await payByCard(page, CARDS.declined)
  await expect(page.getByRole('alert')).toBeVisible()
  await expectSound(page, 'a declined card')

  await page.getByRole('link', { name: /^Back to / }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'You were not charged' })).toBeVisible()
  await expectSound(page, 'a payment page that was left')
  await page.getByRole('link', { name: 'Go on paying' }).click()
  await payByCard(page, CARDS.good)
  await expectPaid(page)
  await expect(page.getByRole('textbox', { name: 'Six-digit code' })).toBeVisible()
  await expectSound(page, 'a guest who paid')

  await page.goto(linkIn(await waitForMail(email, /^Receipt/)))
  await expect(page.getByRole('heading', { level: 2, name: 'Courses' })).toBeVisible()
  await expectSound(page, 'a library')
  await page.getByRole('link', { name: `Open ${PRODUCTS.course.title}` }).click()
  await expect(page.getByText('Lesson 1 of 8')).toBeVisible()
  await expectSound(page, 'a course')
  await page.goto('/orders')
  await page
    .getByRole('listitem')
    .filter({ hasText: PRODUCTS.course.title })
    .getByRole('link', { name: /^No\./ })
    .waitFor()
  await expectSound(page, 'orders')
  await page.getByRole('link', { name: /^No\./ }).click()
  await expect(page.getByRole('table', { name: 'What was bought' })).toBeVisible()
  await expectSound(page, 'a receipt')
  await page.goto('/account')
  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectSound(page, 'an account')
})

test('the desk', async ({ page, email }) => {
  await putIntoCart(page, PRODUCTS.log)
  await openCart(page)
  await checkOut(page)
  await goToPayment(page, email)
  await payByCard(page, CARDS.good)
  await expectPaid(page)

  await page.goto(await staffLink(`staff-${email}`))
  await expect(page.getByRole('row').nth(1)).toContainText('$')
  await expectSound(page, 'orders at the desk')
  await page.getByRole('searchbox', { name: 'Search orders' }).fill(email)
  await page.getByRole('table').getByRole('link').first().click()
  await expect(page.getByRole('region', { name: 'What happened' })).toBeVisible()
  await expectSound(page, 'an order at the desk')
  await page.goto('/staff/inbox')
  await expect(page.getByRole('row').filter({ hasText: 'checkout.session.completed' }).first()).toBeVisible()
  await expectSound(page, 'the inbox')
})
