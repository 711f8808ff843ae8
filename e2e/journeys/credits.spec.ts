import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expectSound } from '../support/axe.ts'
import { expect, test } from '../support/shop-test.ts'
import { CARDS, checkOut, expectPaid, openCart, payByCard, pressPay } from '../support/shopper.ts'
import { signIn } from '../support/sign-in.ts'

test.use({ contextOptions: { reducedMotion: 'reduce' } })

const PACKAGE = { slug: 'rewrite-credits-pro', title: 'Rewrite Credits, Pro', credits: 120 }

test('somebody buys credits, sees them counted, and reads what became of them', async ({ page, email }) => {
  await page.goto('/credits')
  await expect(page.getByText('Your credits are behind a door')).toBeVisible()
  await expect(page.getByRole('heading', { name: PACKAGE.title })).toBeVisible()
  await expectSound(page, 'credits for a guest')

  await signIn(page, email)
  await page.goto('/account')
  await page.getByRole('link', { name: /^Credits/ }).click()
  await expect(page.getByText('No credits yet')).toBeVisible()
  const offer = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: PACKAGE.title }) })
  await expect(offer).toContainText('¥50 a credit')
  await expect(offer).toContainText('Popular')
  await expect(offer).toContainText('17% off')
  await page.getByRole('link', { name: PACKAGE.title }).click()
  await page.getByRole('main').getByRole('button', { name: 'One more' }).first().click()
  await expect(page.getByText('240 rewrite credits for ¥12,000')).toBeVisible()
  await expectSound(page, 'a package of credits')
  await page.getByRole('main').getByRole('button', { name: 'Add to cart' }).first().click()
  await expect(page.getByRole('main').getByText('In your cart', { exact: true })).toBeVisible()

  await page.goto('/credits')
  await page.getByRole('button', { name: 'Add to cart Image Credits, Starter' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'Image Credits, Starter' })).toContainText('In your cart')
  await expect(offer).toContainText('2 in your cart')
  await expectSound(page, 'credits in the cart')
  await openCart(page)
  await checkOut(page)
  await pressPay(page)
  await payByCard(page, CARDS.good)
  await expectPaid(page)

  await page.getByRole('link', { name: `See your credits ${PACKAGE.title}` }).click()
  const have = page.getByRole('list', { name: 'What you have' })
  await expect(have.getByRole('listitem').filter({ hasText: 'Rewrite credits' })).toContainText('240')
  await expect(have.getByRole('listitem').filter({ hasText: 'Image credits' })).toContainText('20')
  await use(page, 'rewrite', 15)
  await page.reload()
  await expect(have.getByRole('listitem').filter({ hasText: 'Rewrite credits' })).toContainText('225')
  const entries = page.getByRole('list', { name: 'Statement, newest first' }).getByRole('listitem')
  await expect(entries).toHaveCount(3)
  await expect(entries.first()).toContainText('−15')
  await expectSound(page, 'credits')

  await page.getByRole('combobox', { name: 'What happened' }).selectOption('Bought')
  await expect(entries).toHaveCount(2)
  await page.getByRole('combobox', { name: 'Credits' }).selectOption('Rewrite credits')
  await expect(page).toHaveURL(/\/credits\?kind=purchase&type=rewrite|\/credits\?type=rewrite&kind=purchase/)
  await expect(entries).toHaveCount(1)
  await expect(entries.first()).toContainText('+240')
  await page.reload()
  await expect(entries).toHaveCount(1)
  const arriving = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download it (CSV)' }).click()
  const table = await readFile(await (await arriving).path(), 'utf8')
  expect(table.trimEnd().split('\r\n')).toHaveLength(2)
  expect(table).toContain(',rewrite,purchase,240,0,0,240,0,240,')

  await page.getByRole('combobox', { name: 'What happened' }).selectOption('Ended unused')
  await expect(page.getByText('Nothing like that has happened.')).toBeVisible()
  await expectSound(page, 'a statement with nothing in it')
  await page.getByRole('link', { name: 'Show everything' }).click()
  await expect(entries).toHaveCount(3)
  await entries
    .nth(1)
    .getByRole('link', { name: /^Order / })
    .click()
  await expect(page.getByRole('table', { name: 'What was bought' })).toContainText(PACKAGE.title)
  await page.goto('/library')
  await page.getByRole('link', { name: 'See your credits' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Credits' })).toBeVisible()
})

/** As a program on the shop's own pages does. */
const use = (page: Page, creditType: string, amount: number) =>
  expect(
    page.evaluate(
      async (input) => {
        const answer = await fetch('/trpc/credits.spend', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(input),
        })
        return answer.status
      },
      { creditType, amount, key: 'first', note: 'A first rewrite' },
    ),
  ).resolves.toBe(200)

test('more changes than fit come when asked for', async ({ page, email }) => {
  await signIn(page, email)
  await page.goto('/products/single-credit')
  for (let count = 1; count < 25; count += 1)
    await page.getByRole('main').getByRole('button', { name: 'One more' }).first().click()
  await page.getByRole('main').getByRole('button', { name: 'Add to cart' }).first().click()
  await expect(page.getByRole('main').getByText('In your cart', { exact: true })).toBeVisible()
  await openCart(page)
  await checkOut(page)
  await pressPay(page)
  await payByCard(page, CARDS.good)
  await expectPaid(page)
  const statuses = await page.evaluate(async () => {
    const seen: number[] = []
    for (let index = 0; index < 25; index += 1) {
      const answer = await fetch('/trpc/credits.spend', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ creditType: 'credit', amount: 1, key: `use-${index}` }),
      })
      seen.push(answer.status)
    }
    return seen
  })
  expect(new Set(statuses)).toEqual(new Set([200]))
  await page.goto('/credits')
  await expect(page.getByText('All used')).toBeVisible()
  const entries = page.getByRole('list', { name: 'Statement, newest first' }).getByRole('listitem')
  await expect(entries).toHaveCount(20)
  await page.getByRole('button', { name: 'Show older changes' }).click()
  await expect(entries).toHaveCount(26)
  await expect(entries.last()).toContainText('+25')
  await expect(page.getByRole('button', { name: 'Show older changes' })).toBeHidden()
})
