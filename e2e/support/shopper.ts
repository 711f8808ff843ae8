import { expect, type Page } from '@playwright/test'

/** Stripe's test cards, by what their bank says. */
export const CARDS = {
  good: '4242 4242 4242 4242',
  declined: '4000 0000 0000 0002',
  poor: '4000 0000 0000 9995',
  secured: '4000 0025 0000 3155',
} as const

export interface Product {
  slug: string
  title: string
}

/** What the journeys buy, of the demo shop. */
export const PRODUCTS = {
  course: { slug: 'first-pull', title: 'First Pull: kendama from nothing' },
  sheets: { slug: 'twelve-trick-sheets', title: 'Twelve Trick Sheets' },
  log: { slug: 'practice-log', title: 'Practice Log, Eight Weeks' },
  sampler: { slug: 'free-sampler', title: 'Free Sampler' },
} as const satisfies Record<string, Product>

/** From wherever the shopper stands, through the product's page. */
export async function putIntoCart(page: Page, product: Product): Promise<void> {
  await page.goto(`/products/${product.slug}`)
  await page.getByRole('main').getByRole('button', { name: 'Add to cart' }).first().click()
  await expect(page.getByRole('main').getByText('In your cart', { exact: true })).toBeVisible()
}

export async function openCart(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Your things' }).getByRole('link', { name: /^Cart/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: /cart/i })).toBeVisible()
}

/** Puts these into the cart and goes to the checkout. */
export async function bringToCheckout(page: Page, ...products: Product[]): Promise<void> {
  for (const product of products) await putIntoCart(page, product)
  await openCart(page)
  await checkOut(page)
}

/** From the cart. */
export async function checkOut(page: Page): Promise<void> {
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
  expect(page.getByRole('heading', { level: 1, name: 'Paid', exact: true })).toBeVisible()

/** A whole purchase by a guest. */
export async function buy(page: Page, email: string, ...products: Product[]): Promise<void> {
  await bringToCheckout(page, ...products)
  await goToPayment(page, email)
  await payByCard(page, CARDS.good)
  await expectPaid(page)
}
