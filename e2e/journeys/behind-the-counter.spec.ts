import { linkIn, orderNumberIn, waitForMail } from '../support/mailbox.ts'
import { staffLink } from '../support/operator.ts'
import { expect, test } from '../support/shop-test.ts'
import { bringToCheckout, CARDS, expectPaid, goToPayment, PRODUCTS, payByCard } from '../support/shopper.ts'

const { sheets } = PRODUCTS

test('staff see the order, everything that happened to it, and the events that came', async ({
  page,
  email,
  browser,
  baseURL,
}) => {
  await bringToCheckout(page, sheets)
  await goToPayment(page, email)
  await payByCard(page, CARDS.declined)
  await payByCard(page, CARDS.good)
  await expectPaid(page)
  const number = orderNumberIn(await waitForMail(email, /^Receipt/))

  const counter = await browser.newContext({ baseURL: baseURL ?? '' })
  const desk = await counter.newPage()
  await desk.goto(await staffLink(`staff-${email}`))
  await expect(desk.getByRole('heading', { level: 1, name: 'Orders' })).toBeVisible()
  await desk.getByRole('searchbox', { name: 'Search orders' }).fill(email)
  await desk.getByRole('row').filter({ hasText: email }).getByRole('link', { name: number }).click()

  await expect(desk.getByRole('heading', { level: 1, name: `Order ${number}` })).toBeVisible()
  await expect(desk.getByRole('region', { name: 'Payment', exact: true })).toContainText('$9.00')
  const happened = desk.getByRole('region', { name: 'What happened' })
  for (const step of [
    'Order placed',
    'Request to the payment provider written down',
    'Payment page opened',
    'Payment attempt declined: card_declined',
    'Webhook checkout.session.completed',
    'Payment page closed: complete',
    'Payment recorded',
    'Order completed',
    `Access opened: ${sheets.title}`,
    'Receipt queued',
    'Receipt sent',
  ])
    await expect(happened.getByRole('listitem').filter({ hasText: step }).first(), step).toBeVisible()

  await desk.getByRole('navigation', { name: 'Desk' }).getByRole('link', { name: 'Inbox' }).click()
  await expect(desk.getByRole('heading', { level: 1, name: 'Inbox' })).toBeVisible()
  const event = desk.getByRole('row').filter({ hasText: 'checkout.session.completed' }).filter({ hasText: number })
  await expect(event).toContainText('Done')
  await counter.close()
})

test('a buyer is not let behind the counter', async ({ page, email }) => {
  await page.goto('/staff/orders')
  await expect(page.getByRole('heading', { name: 'Behind the counter' })).toBeVisible()

  await page.getByRole('link', { name: 'Sign in' }).click()
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email)
  await page.getByRole('button', { name: 'Mail me a code' }).click()
  await page.goto(linkIn(await waitForMail(email, /^Sign in to/)))
  await expect(page.getByRole('heading', { name: 'Not for this account' })).toBeVisible()
})
