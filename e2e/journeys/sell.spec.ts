import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expectSound } from '../support/axe.ts'
import { expect, test } from '../support/shop-test.ts'
import { buy } from '../support/shopper.ts'
import { signIn } from '../support/sign-in.ts'

const VIDEO = { slug: 'advanced-kendama-tutorial', title: 'Advanced Kendama Tutorial' }
const SELLER = 'north-pier@sellers.example'

test('somebody begins to sell, half of it later, and can be paid', async ({ page, email }) => {
  await signIn(page, email)
  await page.goto('/selling')
  await expect(page.getByRole('heading', { level: 1, name: 'Sell here' })).toBeVisible()
  await expectSound(page, 'the seller area')
  await page.getByRole('textbox', { name: 'Name you sell under' }).fill('A Workshop')
  await page.getByRole('button', { name: /^Set up payments/ }).click()

  await fillStep(page, 'Your business')
  await page.getByRole('button', { name: 'Save and finish later' }).click()
  await expect(page.getByText('The setup is not complete')).toBeVisible()
  await expectSound(page, 'a setup that is not complete')

  await page.getByRole('button', { name: 'Go on with the setup' }).click()
  await fillStep(page, 'About you')
  await page.getByRole('button', { name: 'Save and continue' }).click()
  await fillStep(page, 'Where your money goes')
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Agree and submit' }).click()
  await expect(page.getByText('Ready to sell and to be paid')).toBeVisible()
})

async function fillStep(page: Page, title: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 2, name: title })).toBeVisible()
  await page.getByRole('link', { name: 'Use test data' }).click()
}

test('a seller sees what was sold, what the shop keeps and what is theirs', async ({
  page,
  email,
  browser,
  baseURL,
}) => {
  await buy(page, email, VIDEO)
  const theirs = await browser.newContext({ baseURL: baseURL ?? '' })
  const seller = await theirs.newPage()
  await signIn(seller, SELLER)
  await seller.getByRole('link', { name: 'Selling' }).click()
  await expect(seller.getByRole('heading', { level: 1, name: 'Demo seller: North Pier' })).toBeVisible()
  await expect(seller.getByText('Ready to sell and to be paid')).toBeVisible()
  await expect(seller.getByRole('slider')).toBeVisible()
  await expectSound(seller, 'a seller’s overview')

  await seller.getByRole('navigation', { name: 'Selling' }).getByRole('link', { name: 'Sales' }).click()
  const sale = seller.getByRole('list', { name: 'Sales, newest first' }).getByRole('listitem').first()
  await expect(sale).toContainText(VIDEO.title)
  const arriving = seller.waitForEvent('download')
  await seller.getByRole('link', { name: 'Download all sales (CSV)' }).click()
  const table = await readFile(await (await arriving).path(), 'utf8')
  expect(table.split('\r\n')[1]).toContain(VIDEO.title)
  await theirs.close()
})
