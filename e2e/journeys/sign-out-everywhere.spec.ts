import { codeIn, linkIn, waitForMail } from '../support/mailbox.ts'
import { expect, test } from '../support/shop-test.ts'

test('signing out everywhere ends the session of the other browser too', async ({
  page,
  email,
  browser,
  baseURL,
  complaints,
}) => {
  complaints.expect(/401 .*library\.list/)
  await page.goto('/sign-in')
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email)
  await page.getByRole('button', { name: 'Mail me a code' }).click()
  const first = await waitForMail(email, /^Sign in to/)
  await page.getByRole('textbox', { name: 'Six-digit code' }).fill(codeIn(first))
  await expect(page.getByRole('heading', { name: 'Nothing on the shelf yet' })).toBeVisible()

  const elsewhere = await browser.newContext({ baseURL: baseURL ?? '' })
  const other = await elsewhere.newPage()
  await other.goto('/sign-in')
  await other.getByRole('textbox', { name: 'E-mail' }).fill(email)
  await other.getByRole('button', { name: 'Mail me a code' }).click()
  await expect.poll(async () => linkIn(await waitForMail(email, /^Sign in to/))).not.toBe(linkIn(first))
  await other.goto(linkIn(await waitForMail(email, /^Sign in to/)))
  await expect(other.getByRole('heading', { name: 'Nothing on the shelf yet' })).toBeVisible()

  await page.goto('/account')
  await expect(page.getByText('In 2 browsers, this one among them')).toBeVisible()
  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible()
  await page.goto('/library')
  await expect(page.getByRole('heading', { name: 'Your library is behind a door' })).toBeVisible()
  await other.reload()
  await expect(other.getByRole('heading', { name: 'Your library is behind a door' })).toBeVisible()
  await elsewhere.close()
})
