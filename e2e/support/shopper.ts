import { expect, type Page } from '@playwright/test'

/** Stripe's test cards, by what their bank says. */
export const CARDS = {
  good: '4242 4242 4242 4242',
  declined: '4000 0000 0000 0002',
  poor: '4000 0000 0000 9995',
  secured: '4000 0025 0000 3155',
} as const

/** What the journeys buy; each title as the shop shows it. */
export const PRODUCTS = {
  course: 'First Pull: kendama from nothing',
  sheets: 'Twelve Trick Sheets',
  log: 'Practice Log, Eight Weeks',
  care: 'String, Bead and Care',
  names: 'Trick Names in Japanese',
  sampler: 'Free Sampler',
  lesson: 'The Lighthouse in an Hour',
  video: 'The Airplane, Slowly',
  jam: 'Evening Jam',
} as const

/** Looks for a product from wherever the shopper stands, and opens its page. */
export async function find(page: Page, title: string): Promise<void> {
  await page.getByRole('searchbox', { name: 'Search the shop' }).fill(title)
  await page.getByRole('searchbox', { name: 'Search the shop' }).press('Enter')
  await page.getByRole('main').getByRole('link', { name: title, exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
}

export async function putIntoCart(page: Page, title: string): Promise<void> {
  await find(page, title)
  await page
    .getByRole('main')
    .getByRole('button', { name: /^(Add to cart|Take a seat)$/ })
    .first()
    .click()
  await expect(page.getByRole('main').getByText('In your cart', { exact: true })).toBeVisible()
}

export async function openCart(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Your things' }).getByRole('link', { name: /^Cart/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: /cart/i })).toBeVisible()
}

/** From an empty cart to the checkout, with these in it. */
export async function bringToCheckout(page: Page, ...titles: string[]): Promise<void> {
  await page.goto('/')
  for (const title of titles) await putIntoCart(page, title)
  await openCart(page)
  await page.getByRole('link', { name: /^(Check out|Get it for free)/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Checkout' })).toBeVisible()
}

/** Gives the address and goes on to the payment page. */
export async function goToPayment(page: Page, email: string): Promise<void> {
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email)
  await pressPay(page)
}

export async function pressPay(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Pay / }).click()
  await expectPaymentPage(page)
}

export const expectPaymentPage = (page: Page): Promise<void> =>
  expect(page.getByRole('region', { name: 'Payment' }).getByRole('heading', { name: 'Contact' })).toBeVisible()

/** Types a card on the payment page and presses its button; what comes of it is for the journey to see. */
export async function payByCard(page: Page, card: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Card number' }).fill(card)
  await page.getByRole('textbox', { name: 'Expiry' }).fill('12 / 34')
  await page.getByRole('textbox', { name: 'CVC' }).fill('123')
  await page.getByRole('textbox', { name: 'Name on card' }).fill('Test Buyer')
  await page.getByRole('button', { name: /^Pay / }).click()
}

/** Chooses a transfer that takes its time, and how it will end. */
export async function payByTransfer(page: Page, end: 'It settles' | 'It fails'): Promise<void> {
  await page.getByRole('radio', { name: /^Bank transfer/ }).check()
  await page.getByRole('radio', { name: end }).check()
  await page.getByRole('button', { name: /^Pay / }).click()
}

export const expectPaid = (page: Page): Promise<void> =>
  expect(page.getByRole('heading', { level: 1, name: 'Paid', exact: true })).toBeVisible({ timeout: 20_000 })

/** A whole purchase by a guest. */
export async function buy(page: Page, email: string, ...titles: string[]): Promise<void> {
  await bringToCheckout(page, ...titles)
  await goToPayment(page, email)
  await payByCard(page, CARDS.good)
  await expectPaid(page)
}
