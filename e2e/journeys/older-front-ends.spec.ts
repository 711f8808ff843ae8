import type { Page } from '@playwright/test'
import { codeIn, linkIn, waitForMail } from '../support/mailbox.ts'
import { openOldFrontEnd, outsideToken, pressBuy } from '../support/old-front-end.ts'
import { expect, test } from '../support/shop-test.ts'
import { CARDS, expectPaid, expectPaymentPage, payByCard } from '../support/shopper.ts'

test('from the cart shop’s page into the library', async ({ page, email }) => {
  await using _frontEnd = await openOldFrontEnd(
    page,
    `const withCookie = { credentials: 'include' }
     await post('/api/cart/items', { productId: 'prod_1', quantity: 1 }, withCookie)
     const said = await post('/api/checkout/create-session', { userEmail: '${email}' }, withCookie)
     return { ...said, url: said.sessionUrl }`,
  )
  await pressBuy(page)
  await expectPaymentPage(page)
  await payByCard(page, CARDS.good)
  await expectPaid(page)
  await expect(page.getByRole('region', { name: 'What you bought' })).toContainText('Premium Course')

  await page.getByRole('textbox', { name: 'Six-digit code' }).fill(codeIn(await waitForMail(email, /^Receipt/)))
  await page.getByRole('link', { name: 'To your library' }).click()
  await expectInLibrary(page, 'Premium Course')
})

test('from the video marketplace’s page into the library', async ({ page, email }) => {
  await using _frontEnd = await openOldFrontEnd(
    page,
    `const said = await post('/api/checkout', {
       videoId: '123e4567-e89b-12d3-a456-426614174000',
       priceId: 'price_1AbCdEfGhIjKlMnOpQrStUvW',
       instructorId: 'user_1AbCdEfGhIjKlMnOpQrStUvW',
       title: 'Advanced Kendama Tutorial',
     }, { headers: { authorization: 'Bearer ${outsideToken(email)}' } })
     return { ...said, url: said.sessionUrl }`,
  )
  await pressBuy(page)
  await expectPaymentPage(page)
  await payByCard(page, CARDS.good)
  await expectPaid(page)

  await signInByMail(page, email)
  await expectInLibrary(page, 'Advanced Kendama Tutorial')
})

test('from a page with one button into the library', async ({ page, email }) => {
  await using _frontEnd = await openOldFrontEnd(
    page,
    `return post('/api/checkout', { productId: 'prod_1', quantity: 1 })`,
  )
  await pressBuy(page)
  await expectPaymentPage(page)
  await page.getByRole('textbox', { name: 'Email' }).fill(email)
  await payByCard(page, CARDS.good)
  await expectPaid(page)

  await signInByMail(page, email)
  await expectInLibrary(page, 'Premium Course')
})

/** With the link of the receipt. */
async function signInByMail(page: Page, email: string): Promise<void> {
  await page.goto(linkIn(await waitForMail(email, /^Receipt/)))
}

async function expectInLibrary(page: Page, title: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: 'Library' })).toBeVisible()
  await expect(page.getByRole('main')).toContainText(title)
}
