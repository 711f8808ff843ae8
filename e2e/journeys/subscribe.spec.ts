import type { Page } from '@playwright/test'
import { expectSound } from '../support/axe.ts'
import { codeIn, waitForMail } from '../support/mailbox.ts'
import { staffLink } from '../support/operator.ts'
import { expect, test } from '../support/shop-test.ts'
import { CARDS } from '../support/shopper.ts'
import { signIn } from '../support/sign-in.ts'

test.use({ contextOptions: { reducedMotion: 'reduce' } })
test.describe.configure({ timeout: 240_000 })

const SMALL = { slug: 'practice-room', title: 'Practice Room' }
const LARGE = { slug: 'whole-school', title: 'Whole School' }

/** On the payment page of a plan. */
async function payForPlan(page: Page, button: 'Start trial' | 'Subscribe'): Promise<void> {
  await page.getByRole('textbox', { name: 'Card number' }).fill(CARDS.good)
  await page.getByRole('textbox', { name: 'Expiry' }).fill('12 / 34')
  await page.getByRole('textbox', { name: 'CVC' }).fill('123')
  await page.getByRole('textbox', { name: 'Name on card' }).fill('Test Buyer')
  await page.getByRole('button', { name: button }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Subscribed' })).toBeVisible()
}

const dialog = (page: Page) => page.getByRole('dialog')

test('somebody begins a trial, ends it, subscribes for good, switches up at the price shown, cancels and takes it back', async ({
  page,
  email,
}) => {
  await signIn(page, email)
  await page.goto('/prices')
  const small = page.getByRole('article', { name: SMALL.title })
  await expect(small).toContainText('$9.00 a month')
  await expect(small).toContainText('14 days free first')
  await expectSound(page, 'the plans')
  await page.getByRole('radio', { name: /^By the month/ }).press('ArrowRight')
  await expect(page).toHaveURL(/\/prices\?interval=year$/)
  await expect(small).toContainText('$90.00 a year')
  await expect(small).toContainText('2 months free')
  await page.getByRole('radio', { name: /^By the month/ }).check()
  await page.getByRole('button', { name: `Subscribe to ${SMALL.title}` }).click()
  await payForPlan(page, 'Start trial')

  await expect(page.getByText('Nothing was charged today')).toBeVisible()
  const begun = page.getByRole('region', { name: 'Your subscription' })
  await expect(begun).toContainText(/is free until .* The first \$9\.00 is charged that day/)
  await expectSound(page, 'the success page of a plan')
  await page.getByRole('link', { name: 'To your library' }).click()
  await expect(page.locator('#twelve-trick-sheets')).toContainText(`With ${SMALL.title}`)
  await expectSound(page, 'a library through a plan')

  await page.goto('/account/subscriptions')
  await expect(page.getByRole('listitem').filter({ hasText: SMALL.title })).toContainText('On trial')
  await expectSound(page, 'subscriptions')
  await page.getByRole('link', { name: SMALL.title }).click()
  await expect(page.getByRole('region', { name: 'How it stands' })).toContainText(/^Free until/)
  await expectSound(page, 'a subscription on trial')
  await page.getByRole('button', { name: 'Cancel it' }).click()
  await dialog(page).getByText('End it right now instead').click()
  await expectSound(page, 'cancelling')
  await dialog(page).getByRole('button', { name: 'End it now' }).click()
  await expect(page.getByRole('region', { name: 'How it stands' })).toContainText(/^It ended on/)
  await expectSound(page, 'a subscription that ended')

  await page.getByRole('link', { name: 'See the plans' }).click()
  await expect(small.getByRole('button', { name: /^Subscribe/ })).toBeVisible()
  await expect(small).not.toContainText('days free first')
  await small.getByRole('button', { name: /^Subscribe/ }).click()
  await payForPlan(page, 'Subscribe')
  await expect(begun).toContainText(/The next charge is \$9\.00 on/)
  await page.getByRole('link', { name: 'To your subscription' }).click()

  const invoices = page.getByRole('list', { name: 'Invoices, newest first' }).getByRole('listitem')
  await expect(invoices).toHaveCount(1)
  await page.getByRole('button', { name: `See what it costs to change to ${LARGE.title}` }).click()
  const confirm = dialog(page).getByRole('button', { name: /^Pay \$[\d.]+ and change$/ })
  await expect(confirm).toBeVisible()
  const shown = /\$[\d.]+/.exec((await confirm.textContent()) ?? '')?.[0] ?? ''
  await expect(dialog(page).getByText('Charged now').locator('..')).toContainText(shown)
  await expect(dialog(page)).toContainText('The next charge is $19.00')
  await expectSound(page, 'what a change costs')
  await confirm.click()
  await expect(page.getByRole('heading', { level: 1, name: LARGE.title })).toBeVisible()
  const change = invoices.filter({ hasText: 'Change of plan' })
  await expect(change).toContainText(shown)
  await expect(change).toContainText('Paid')

  const opening = page.waitForEvent('popup')
  await change.getByRole('button', { name: /^Open it/ }).click()
  const invoice = await opening
  await expect(invoice.getByText(shown).first()).toBeVisible()
  await invoice.close()

  await page.getByRole('button', { name: 'Cancel it' }).click()
  await dialog(page)
    .getByRole('button', { name: /^End it on / })
    .click()
  const stands = page.getByRole('region', { name: 'How it stands' })
  await expect(stands).toContainText(/^It ends on/)
  await expect(page.getByRole('region', { name: 'At a glance' })).toContainText('Nothing: it ends on')
  await expectSound(page, 'a subscription that ends')
  await stands.getByRole('button', { name: 'Keep it' }).click()
  await expect(stands).toBeHidden()
  await expect(page.getByRole('region', { name: 'At a glance' })).toContainText('$19.00')
  await expectSound(page, 'a subscription')
})

test('a subscriber pauses, goes on and uses another card, and the desk sees it', async ({
  page,
  email,
  browser,
  baseURL,
}) => {
  await signIn(page, email)
  await page.goto(`/products/${LARGE.slug}`)
  await page.getByRole('main').getByRole('button', { name: 'Subscribe' }).first().click()
  await payForPlan(page, 'Subscribe')
  await page.getByRole('link', { name: 'To your subscription' }).click()

  await page.getByRole('button', { name: 'Pause it' }).click()
  await dialog(page).getByRole('combobox', { name: 'For how long' }).selectOption('2 months')
  await expectSound(page, 'pausing')
  await dialog(page).getByRole('button', { name: 'Pause it' }).click()
  const stands = page.getByRole('region', { name: 'How it stands' })
  await expect(stands).toContainText(/^Paused until/)
  await expectSound(page, 'a paused subscription')
  await stands.getByRole('button', { name: 'Go on now' }).click()
  await expect(stands).toBeHidden()

  await page.goto(`${page.url()}?fix=card`)
  await expectSound(page, 'a subscription whose card is to be fixed')
  await page.getByRole('button', { name: 'Go on to the card form' }).click()
  await page.getByRole('textbox', { name: 'Card number' }).fill('5555 5555 5555 4444')
  await page.getByRole('textbox', { name: 'Expiry' }).fill('11 / 33')
  await page.getByRole('textbox', { name: 'CVC' }).fill('123')
  await page.getByRole('textbox', { name: 'Name on card' }).fill('Test Buyer')
  await page.getByRole('button', { name: 'Keep this card' }).click()
  await expect(page.getByRole('region', { name: 'At a glance' })).toContainText('Mastercard ending in 4444')

  const counter = await browser.newContext({ baseURL: baseURL ?? '', viewport: page.viewportSize() })
  const desk = await counter.newPage()
  await desk.goto(await staffLink(`staff-${email}`))
  await desk.getByRole('navigation', { name: 'Desk' }).getByRole('link', { name: 'Subscriptions' }).click()
  await desk.getByRole('searchbox', { name: 'Search subscriptions' }).fill(email)
  const row = desk.getByRole('row').filter({ hasText: email })
  await expect(desk).toHaveURL(/search=/)
  await expect(desk.locator('[aria-busy=true]')).toHaveCount(0)
  await expect(row).toContainText('Active')
  await expectSound(desk, 'subscriptions at the desk')
  await row.getByRole('button', { name: /^Look again/ }).click()
  await expect(desk.getByText('Looked at again: active.').last()).toBeVisible()
  await desk.getByRole('combobox', { name: 'Status' }).selectOption('Past due')
  await expect(desk.getByRole('heading', { name: 'No subscription like that' })).toBeVisible()
  await desk.getByRole('button', { name: 'Show all subscriptions' }).click()
  await desk.goto('/prices')
  await expect(desk.getByRole('button', { name: 'Copy the link to this plan' }).first()).toBeVisible()
  await counter.close()
})

test('a guest is asked for their address, and finds the plan in the library after signing in', async ({
  page,
  email,
}) => {
  await page.goto('/products/studio-tama-club?interval=year')
  await expect(page.getByRole('main')).toContainText('$120.00 a year')
  await expectSound(page, 'the page of a plan')
  await page.getByRole('main').getByRole('button', { name: 'Subscribe' }).first().click()
  await dialog(page).getByRole('button', { name: 'Go on to the payment page' }).click()
  await expect(dialog(page).getByRole('alert').filter({ hasText: 'One thing first' })).toBeVisible()
  await expectSound(page, 'subscribing without an address')
  await dialog(page).getByRole('textbox', { name: 'E-mail' }).fill(email)
  await dialog(page).getByRole('button', { name: 'Go on to the payment page' }).click()
  await payForPlan(page, 'Subscribe')
  await expectSound(page, 'the success page of a plan for a guest')
  await page.getByRole('textbox', { name: 'Six-digit code' }).fill(codeIn(await waitForMail(email, /^Receipt/)))
  await expect(page.getByRole('region', { name: 'Your subscription' })).toContainText('The next charge is $120.00')
})

test('what somebody sees who has no plan', async ({ page, email, complaints }) => {
  complaints.expect(/401 .*subscriptions\./)
  await page.goto('/account/subscriptions')
  await expect(page.getByRole('heading', { level: 1, name: 'Your subscriptions are behind a door' })).toBeVisible()
  await expectSound(page, 'subscriptions of a guest')
  await page.goto('/front/checkout/success')
  await expect(page.getByRole('heading', { level: 1, name: 'Thank you' })).toBeVisible()
  await expectSound(page, 'the success page of plain links')
  await signIn(page, email)
  await page.goto('/account/subscriptions')
  await expect(page.getByRole('heading', { level: 1, name: 'No subscriptions' })).toBeVisible()
  await expectSound(page, 'no subscriptions')
  await page.getByRole('navigation', { name: 'Foot of the page' }).getByRole('link', { name: 'Plans' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Plans' })).toBeVisible()
})
