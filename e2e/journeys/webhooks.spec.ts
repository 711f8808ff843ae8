import type { Page } from '@playwright/test'
import { expectSound } from '../support/axe.ts'
import { staffLink } from '../support/operator.ts'
import { expect, test } from '../support/shop-test.ts'
import { buy, PRODUCTS } from '../support/shopper.ts'
import { signIn } from '../support/sign-in.ts'
import { isSignedWith, openReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts'

test.use({ contextOptions: { reducedMotion: 'reduce' } })

test('staff have a server told of what is sold, see every attempt, and send again what was not taken', async ({
  page,
  email,
  browser,
  baseURL,
}) => {
  await using receiver = await openReceiver()
  const counter = await browser.newContext({ baseURL: baseURL ?? '', viewport: page.viewportSize() })
  const desk = await counter.newPage()
  await desk.goto(await staffLink(`staff-${email}`))
  await expect(desk.getByRole('heading', { level: 1, name: 'Orders' })).toBeVisible()
  await desk.getByRole('link', { name: 'Webhooks' }).click()
  await expect(desk.getByRole('heading', { level: 1, name: 'Webhooks' })).toBeVisible()
  await desk.getByRole('link', { name: 'Add an endpoint' }).click()
  const secret = await addEndpoint(desk, receiver, 'order.completed')
  await desk.getByRole('button', { name: 'I have kept it' }).click()
  // Others buy at the same time, so something may have gone there already.
  await expect(desk.getByRole('heading', { level: 2, name: 'Told last' })).toBeVisible()
  await expect(desk.locator('[aria-busy="true"]')).toHaveCount(0)
  await expectSound(desk, 'an endpoint')
  const endpoint = new URL(desk.url()).pathname

  await buy(page, email, PRODUCTS.sheets)
  const ofThisOrder = () => receiver.heard.filter(({ body }) => body.includes(email))
  await expect.poll(() => ofThisOrder().length).toBe(1)
  const [told] = ofThisOrder()
  expect(told && isSignedWith(secret, told)).toBe(true)

  await desk.goto(`/staff/orders/${JSON.parse(told?.body ?? '').data.orderId}`)
  const happened = desk.getByRole('region', { name: 'What happened' })
  const webhook = happened.getByRole('listitem').filter({ hasText: 'Outgoing webhook order.completed' })
  await webhook.filter({ hasText: receiver.url }).getByRole('link').click()
  await expect(desk.getByRole('heading', { level: 1, name: 'order.completed' })).toBeVisible()
  const attempts = desk.getByRole('list', { name: 'Attempts, newest first' }).getByRole('listitem')
  await expect(attempts).toHaveCount(1)
  await expect(attempts).toContainText('Answered 204')
  await attempts.getByText('What was sent with it').click()
  await expect(attempts).toContainText(String(told?.headers['webhook-signature']))
  await expect(desk.getByRole('region', { name: 'What is sent' })).toContainText(email)
  await expectSound(desk, 'a delivery')

  receiver.answer(500)
  await desk.goto(endpoint)
  await desk.getByRole('button', { name: 'Send a test' }).click()
  // The second try comes after five seconds; the third takes minutes, unless somebody asks for it.
  await expect(attempts).toHaveCount(2)
  await expect(attempts.first()).toContainText('Answered 500: it broke')
  await expect(desk.getByText('Trying again')).toBeVisible()
  receiver.answer(204)
  await desk.getByRole('button', { name: 'Try now' }).click()
  await expect(attempts).toHaveCount(3)
  await expect(attempts.first()).toContainText('Answered 204')

  await desk.goto(endpoint)
  await desk.getByRole('link', { name: 'All that was sent there' }).click()
  await expect(desk.getByRole('row').filter({ hasText: 'webhook.test' })).toContainText('Delivered')
  await expect(desk.locator('[aria-busy="true"]')).toHaveCount(0)
  await expectSound(desk, 'the deliveries')
  await desk.getByRole('combobox', { name: 'Event' }).selectOption('order.completed')
  await expect(desk).toHaveURL(/type=order\.completed/)
  await desk.getByRole('button', { name: 'Replay many' }).click()
  const dialog = desk.getByRole('dialog')
  await expect(dialog).toContainText('Nothing fits')
  await dialog.getByRole('combobox', { name: 'Which' }).selectOption('all')
  await expect(dialog.getByRole('status')).toContainText(/^\d+ deliver(y|ies) will be sent\.$/)
  await expectSound(desk, 'a replay of many')
  await dialog.getByRole('button', { name: /^Replay \d+$/ }).click()
  await expect.poll(() => ofThisOrder().length).toBe(2)
  expect(ofThisOrder()[1]?.headers['webhook-id']).toBe(told?.headers['webhook-id'])

  await desk.goto(endpoint)
  await desk.getByRole('button', { name: 'New secret' }).click()
  await desk.getByRole('dialog').getByRole('button', { name: 'Make a new secret' }).click()
  const second = await readSecret(desk)
  expect(second).not.toBe(secret)
  await expectSound(desk, 'a new secret')
  await desk.getByRole('button', { name: 'Send a test' }).click()
  await expect(attempts.filter({ hasText: 'Answered 204' })).toHaveCount(1)
  const last = receiver.heard.findLast(({ body }) => body.includes('webhook.test'))
  expect(last && [isSignedWith(secret, last), isSignedWith(second, last)]).toEqual([true, true])

  await desk.goto(endpoint)
  await desk.getByRole('button', { name: 'Remove' }).click()
  await desk.getByRole('dialog').getByRole('button', { name: 'Remove it for good' }).click()
  await expect(desk).toHaveURL(/\/staff\/webhooks$/)
  await counter.close()
})

test('a seller has a server of their own told', async ({ page, email, complaints }) => {
  complaints.expect(/400 .*webhooks\.create/)
  await using receiver = await openReceiver()
  await signIn(page, email)
  await page.goto('/selling')
  await page.getByRole('textbox', { name: 'Name you sell under' }).fill('A Workshop')
  await page.getByRole('button', { name: /^Set up payments/ }).click()
  await expect(page.getByRole('heading', { level: 2, name: 'Your business' })).toBeVisible()
  await page.goto('/selling/webhooks')
  await expect(page.getByRole('heading', { level: 1, name: 'Webhooks' })).toBeVisible()
  await page.getByRole('link', { name: 'Add an endpoint' }).click()
  await page.getByRole('button', { name: 'Add the endpoint' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'One thing first' })).toBeVisible()
  await page.getByRole('textbox', { name: 'Address' }).fill('http://10.0.0.1/hooks')
  await page.getByRole('button', { name: 'Add the endpoint' }).click()
  await expect(page.getByText('The address must begin with https://')).toBeVisible()
  const secret = await addEndpoint(page, receiver, 'order.refunded')
  await expectSound(page, 'a secret')
  await page.getByRole('button', { name: 'I have kept it' }).click()
  await page.getByRole('button', { name: 'Send a test' }).click()
  await expect(page.getByText('Answered 204')).toBeVisible()
  const [test] = receiver.heard
  expect(test && isSignedWith(secret, test)).toBe(true)

  await page.getByRole('link', { name: 'Deliveries' }).click()
  const row = page.getByRole('row').filter({ hasText: new URL(receiver.url).host })
  await expect(row).toContainText('Delivered')
  await row.getByRole('link').click()
  await page.getByRole('link', { name: receiver.url }).click()
  await page.getByRole('button', { name: 'Remove' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove it for good' }).click()
  await expect(page).toHaveURL(/\/selling\/webhooks$/)
})

test('staff look after a site of the plugin', async ({ page, email, request, complaints }) => {
  complaints.expect(/404 .*staff\.creditAccount/)
  const title = `Kites of ${email}`
  const registration = {
    instance_id: crypto.randomUUID(),
    site_url: 'https://kites.example',
    site_title: title,
    admin_email: email,
    plugin_version: '2.2.0',
  }
  expect((await request.post('/api/v1/plugins/register', { data: registration })).ok()).toBe(true)

  await page.goto(await staffLink(`staff-${email}`))
  await page.getByRole('link', { name: 'Sites' }).click()
  await page.getByRole('searchbox', { name: 'Search sites' }).fill(email)
  await expect(page).toHaveURL(/search=/)
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
  await expect(page.getByRole('row')).toHaveCount(2)
  await expectSound(page, 'sites')
  await page.getByRole('link', { name: title }).click()
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()

  await page.getByRole('button', { name: 'Let it register anew' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Open its registration' }).click()
  await expect(page.getByText('Open for one registration until')).toBeVisible()
  await page.getByRole('button', { name: 'Disable' }).click()
  await page.getByRole('textbox', { name: 'Reason' }).fill('Chargebacks')
  await page.getByRole('dialog').getByRole('button', { name: 'Disable it' }).click()
  await expect(page.getByText('Its calls are refused: Chargebacks')).toBeVisible()
  await expect(page.getByRole('dialog')).toBeHidden()

  await page.getByRole('textbox', { name: 'Number of the user there' }).fill('7')
  await page.getByRole('button', { name: 'Look' }).click()
  await expect(page.getByText('User 7 has no credits here')).toBeVisible()
  await expect(page).toHaveURL(/user=7/)
  await expectSound(page, 'a site')
  await page.getByRole('button', { name: 'Enable' }).click()
  await expect(page.getByText('Active', { exact: true })).toBeVisible()
})

/** Fills in the form, wherever it stands, and answers the secret that is shown. */
async function addEndpoint(page: Page, receiver: WebhookReceiver, type: string): Promise<string> {
  await page.getByRole('textbox', { name: 'Address' }).fill(receiver.url)
  await page.getByRole('checkbox', { name: /^Every event/ }).uncheck()
  await page.getByRole('checkbox', { name: type }).check()
  await expectSound(page, 'a new endpoint')
  await page.getByRole('button', { name: 'Add the endpoint' }).click()
  return readSecret(page)
}

async function readSecret(page: Page): Promise<string> {
  const shown = page.getByRole('region', { name: 'The secret, shown this once' }).locator('code')
  await expect(shown).toHaveText(/^whsec_/)
  return (await shown.textContent()) ?? ''
}
