import { expectAccessible } from '../support/axe.ts'
import { mailsTo, waitForMail } from '../support/mailbox.ts'
import { advanceClock } from '../support/sandbox-clock.ts'
import { expect, test } from '../support/shop-test.ts'
import { bringToCheckout, expectPaid, goToPayment, PRODUCTS, payByTransfer } from '../support/shopper.ts'

const UNTIL_THE_BANK_ANSWERS = 60

test('a transfer is on its way, and the page turns by itself when it arrives', async ({ page, email }) => {
  await bringToCheckout(page, PRODUCTS.log)
  await goToPayment(page, email)
  await payByTransfer(page, 'It settles')

  await expect(page.getByRole('heading', { level: 1, name: 'Your payment is on its way' })).toBeVisible()
  await expectAccessible(page, 'a payment on its way')
  await waitForMail(email, /is on its way$/)
  expect((await mailsTo(email)).filter(({ subject }) => /^Receipt/.test(subject))).toEqual([])

  await advanceClock(UNTIL_THE_BANK_ANSWERS)
  await expectPaid(page)
  await waitForMail(email, /^Receipt for order/)
})

test('a transfer that fails is told on the page and by mail, and can be tried again', async ({ page, email }) => {
  await bringToCheckout(page, PRODUCTS.log)
  await goToPayment(page, email)
  await payByTransfer(page, 'It fails')
  await expect(page.getByRole('heading', { level: 1, name: 'Your payment is on its way' })).toBeVisible()

  await advanceClock(UNTIL_THE_BANK_ANSWERS)
  await expect(page.getByRole('heading', { level: 1, name: 'The payment did not go through' })).toBeVisible()
  const mail = await waitForMail(email, /did not go through$/)
  expect(mail.text).toContain('nothing was charged')
  await expectAccessible(page, 'a payment that failed')

  await page.getByRole('link', { name: 'Try again' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Checkout' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Pay $4.00' })).toBeVisible()
})
