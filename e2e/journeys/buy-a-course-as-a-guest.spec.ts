import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Download, Page } from '@playwright/test'
import { codeIn, linkIn, waitForMail } from '../support/mailbox.ts'
import { expect, test } from '../support/shop-test.ts'
import { CARDS, expectPaid, goToPayment, openCart, PRODUCTS, payByCard, putIntoCart } from '../support/shopper.ts'

test('a stranger buys a course and a download, and opens both', async ({ page, email }, { project }) => {
  await page.goto('/')
  await page.getByRole('searchbox', { name: 'Search the shop' }).fill('first pull')
  await expect(page.getByRole('heading', { name: 'Results for “first pull”' })).toBeVisible()
  await page.getByRole('link', { name: PRODUCTS.course.title }).click()
  await page.getByRole('button', { name: 'Add to cart' }).first().click()
  await expect(page.getByText('In your cart', { exact: true })).toBeVisible()
  await putIntoCart(page, PRODUCTS.sheets)

  await openCart(page)
  await expect(page.getByRole('complementary', { name: 'Sum' })).toContainText('$28.00')
  await page.getByRole('link', { name: /^Check out/ }).click()
  await goToPayment(page, email)

  await expect(page.getByRole('list', { name: 'What you are buying' })).toContainText(PRODUCTS.sheets.title)
  await expect(page.getByRole('textbox', { name: 'Email' })).toHaveValue(email)
  await payByCard(page, CARDS.good)

  await expectPaid(page)
  await expect(page.getByRole('region', { name: 'What you bought' })).toContainText(PRODUCTS.course.title)
  const receipt = await waitForMail(email, /^Receipt for order/)
  expect(receipt.text).toContain(PRODUCTS.course.title)
  expect(receipt.text).toContain(PRODUCTS.sheets.title)
  expect(receipt.text).toContain('$28.00')

  if (project.name === 'phone') {
    await page.goto(linkIn(receipt))
  } else {
    await page.getByRole('textbox', { name: 'Six-digit code' }).fill(codeIn(receipt))
    await expect(page.getByRole('link', { name: 'To your library' })).toBeVisible()
    await page.getByRole('link', { name: 'To your library' }).click()
  }
  await expect(page.getByRole('heading', { level: 1, name: 'Library' })).toBeVisible()
  await expect(page).not.toHaveURL(/token/)

  await expectDownload(page, 'Trick list.csv')
  await page.getByRole('link', { name: `Open ${PRODUCTS.course.title}` }).click()
  await expect(page.getByRole('heading', { level: 1, name: PRODUCTS.course.title })).toBeVisible()
  await expect(page.getByRole('article')).toContainText('Lesson 1 of 8')

  await openCart(page)
  await expect(page.getByRole('heading', { name: 'Your cart is empty' })).toBeVisible()
})

/** The file's bytes are those whose fingerprint the library shows. */
async function expectDownload(page: Page, fileName: string): Promise<void> {
  const row = page.getByRole('listitem').filter({ hasText: fileName }).last()
  const fingerprint = (await row.getByText(/^[0-9a-f]{8}…$/).textContent())?.slice(0, 8)
  const arriving = page.waitForEvent('download')
  await row.getByRole('button', { name: `Download ${fileName}` }).click()
  const bytes = await contentOf(await arriving)
  expect(bytes.length).toBeGreaterThan(0)
  expect(createHash('sha256').update(bytes).digest('hex').slice(0, 8)).toBe(fingerprint)
}

async function contentOf(download: Download): Promise<Buffer> {
  // Signed and short-lived: the address alone opens the file, for a while.
  expect(download.url()).toMatch(/[?&](signature|sig|token|expires)=/)
  return readFile(await download.path())
}
