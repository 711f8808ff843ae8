import type { Page } from '@playwright/test'
import { expectAccessible } from '../support/axe.ts'
import { expect, test } from '../support/shop-test.ts'
import { bringToCheckout, PRODUCTS, pressPay, putIntoCart } from '../support/shopper.ts'

const BROKEN = { status: 500, contentType: 'text/plain', body: 'broken' }

test('a shop that does not answer says so, and shows its shelf once it does', async ({ page, complaints }) => {
  complaints.expect(/500 .*catalogue\.list/)
  const isBroken = (url: URL) => url.pathname.includes('catalogue.list')
  await page.route(isBroken, (route) => route.fulfill(BROKEN))
  await page.goto('/')
  await expect(page.getByRole('alert')).toBeVisible()
  await expectAccessible(page, 'a shelf that could not be read')

  await page.unroute(isBroken)
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('article').first()).toBeVisible()
})

test('a product that cannot be read and one that does not exist are told apart', async ({ page, complaints }) => {
  complaints.expect(/(500|404) .*catalogue\.get/)
  await page.goto('/products/no-such-thing')
  await expect(page.getByRole('heading', { level: 1, name: 'Not in this shop' })).toBeVisible()

  await page.route(
    (url) => url.pathname.includes('catalogue.get'),
    (route) => route.fulfill(BROKEN),
  )
  await page.goto(`/products/${PRODUCTS.log.slug}`)
  await expect(page.getByRole('alert').getByRole('button', { name: 'Try again' })).toBeVisible()
  await expect(page.getByRole('heading', { level: 1, name: 'Not in this shop' })).toBeHidden()
})

test('paying while the shop is out of reach charges nothing, and the same try goes through later', async ({
  page,
  email,
  context,
  complaints,
}) => {
  complaints.expect(/ERR_INTERNET_DISCONNECTED/)
  await bringToCheckout(page, PRODUCTS.log)
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email)
  await context.setOffline(true)
  await expect(page.getByText('You are offline.')).toBeVisible()
  await page.getByRole('button', { name: /^Pay / }).click()
  await expect(page.getByRole('alert')).toContainText('No connection')
  await expectAccessible(page, 'a checkout without a connection')

  await context.setOffline(false)
  await expect(page.getByText('You are offline.')).toBeHidden()
  await expect(page.getByRole('textbox', { name: 'E-mail' })).toHaveValue(email)
  await pressPay(page)
})

test('a payment service that does not answer is told, and the same key starts one checkout only', async ({
  page,
  email,
  complaints,
}) => {
  complaints.expect(/500 .*checkout\.start/)
  const keys = listenForKeys(page)
  await bringToCheckout(page, PRODUCTS.log)
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email)
  await page.route(
    (url) => url.pathname.includes('checkout.start'),
    (route) => route.fulfill(BROKEN),
    { times: 1 },
  )
  await page.getByRole('button', { name: /^Pay / }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await pressPay(page)
  expect(keys).toHaveLength(2)
  expect(keys[0]).toBe(keys[1])
  expect(keys[0]).toMatch(/\S/)
})

test('a cart that cannot be changed keeps what was in it', async ({ page, complaints }) => {
  complaints.expect(/500 .*cart\.remove/)
  await putIntoCart(page, PRODUCTS.log)
  await page.goto('/cart')
  await page.route(
    (url) => url.pathname.includes('cart.remove'),
    (route) => route.fulfill(BROKEN),
  )
  await page.getByRole('button', { name: `Remove ${PRODUCTS.log.title}` }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await expect(page.getByRole('heading', { level: 2, name: PRODUCTS.log.title })).toBeVisible()
})

function listenForKeys(page: Page): (string | undefined)[] {
  const keys: (string | undefined)[] = []
  page.on('request', (request) => {
    if (request.url().includes('checkout.start')) keys.push(request.headers()['idempotency-key'])
  })
  return keys
}
