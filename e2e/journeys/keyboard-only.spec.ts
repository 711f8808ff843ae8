import type { Locator, Page } from '@playwright/test'
import { codeIn, waitForMail } from '../support/mailbox.ts'
import { expect, test } from '../support/shop-test.ts'
import { expectPaid, expectPaymentPage, PRODUCTS } from '../support/shopper.ts'

const MOST_STOPS = 60
const { sheets } = PRODUCTS

test('a whole purchase without a mouse', async ({ page, email }) => {
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the page' })).toBeFocused()
  await expectOnScreen(page.getByRole('link', { name: 'Skip to the page' }))

  await walkTo(page, page.getByRole('searchbox', { name: 'Search the shop' }))
  await page.keyboard.type('trick sheets')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Results for “trick sheets”' })).toBeVisible()
  await walkTo(page, page.getByRole('link', { name: sheets.title }))
  await page.keyboard.press('Enter')

  await expect(page.getByRole('heading', { level: 1, name: sheets.title })).toBeFocused()
  await walkTo(page, page.getByRole('button', { name: 'Add to cart' }).first())
  await page.keyboard.press('Enter')
  const onward = page.getByRole('link', { name: 'In your cart: go and pay' })
  await expect(onward).toBeVisible()
  await walkTo(page, onward)
  await page.keyboard.press('Enter')

  await expect(page.getByRole('heading', { level: 1, name: 'Your cart' })).toBeFocused()
  await walkTo(page, page.getByRole('link', { name: /^Check out/ }))
  await page.keyboard.press('Enter')

  await expect(page.getByRole('heading', { level: 1, name: 'Checkout' })).toBeFocused()
  await walkTo(page, page.getByRole('button', { name: /^Pay / }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert').filter({ hasText: 'One thing first' })).toBeFocused()
  await walkTo(page, page.getByRole('link', { name: 'Your e-mail address' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'E-mail' })).toBeFocused()
  await page.keyboard.type(email)
  await page.keyboard.press('Enter')

  await expectPaymentPage(page)
  await walkTo(page, page.getByRole('radio', { name: 'Card' }))
  for (const [field, typed] of [
    ['Card number', '4242424242424242'],
    ['Expiry', '1234'],
    ['CVC', '123'],
    ['Name on card', 'Test Buyer'],
  ] as const) {
    await walkTo(page, page.getByRole('textbox', { name: field }))
    await page.keyboard.type(typed)
  }
  await page.keyboard.press('Enter')

  await expectPaid(page)
  const receipt = await waitForMail(email, /^Receipt/)
  await walkTo(page, page.getByRole('textbox', { name: 'Six-digit code' }))
  await page.keyboard.type(codeIn(receipt))
  await walkTo(page, page.getByRole('link', { name: 'To your library' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Library' })).toBeFocused()
})

/** Goes on by Tab until the focus is there, and sees that it shows. */
async function walkTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      await expectOnScreen(target)
      await expect.poll(() => target.evaluate(isOutlined), 'the focus shows').toBe(true)
      return
    }
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never comes to ${target}`)
}

/** By itself, or as the card whose title it is. */
function isOutlined(element: Element): boolean {
  return [element, element.closest('article'), element.closest('label')].some(
    (place) => place !== null && getComputedStyle(place).outlineStyle !== 'none',
  )
}

const expectOnScreen = (target: Locator): Promise<void> => expect(target).toBeInViewport()
