import { expect, test } from '../support/shop-test.ts'

test('a developer reads the REST interface and tries a call on its page', async ({ page }) => {
  await page.goto('/docs')
  await page.getByRole('link', { name: /^Does the process live/ }).click()
  await page
    .getByRole('button', { name: /^Test Request/ })
    .first()
    .click()
  const request = page.getByRole('dialog')
  await request.getByRole('button', { name: /^Send/ }).first().click()
  await expect(request.getByRole('link', { name: '200 OK' })).toBeVisible()
})
