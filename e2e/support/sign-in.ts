import { expect, type Page } from '@playwright/test'
import { codeIn, waitForMail } from './mailbox.ts'

/** With a code from the mailbox, at the shop's page. */
export async function signIn(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email)
  await page.getByRole('button', { name: 'Mail me a code' }).click()
  await page.getByRole('textbox', { name: 'Six-digit code' }).fill(codeIn(await waitForMail(email, /^Sign in to/)))
  await expect(page).toHaveURL(/\/library$/)
}
