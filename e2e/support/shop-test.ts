import { randomUUID } from 'node:crypto'
import { type BrowserContext, test as base } from '@playwright/test'

/** What a browser complained about on any of its pages: errors in the console, refused content, uncaught exceptions. */
export interface Complaints {
  /** A complaint that this journey provokes and that is right to be there. */
  expect(words: RegExp): void
}

interface ShopFixtures {
  /** An address that nobody else in this run has. */
  email: string
  complaints: Complaints
}

/** A test of the shop. It fails when a page complains in the console or breaks the policy that its answer sets. */
export const test = base.extend<ShopFixtures>({
  email: async ({ browserName }, use) => use(`${browserName}-${randomUUID().slice(0, 12)}@example.com`),
  complaints: [
    async ({ context }, use) => {
      const heard = listen(context)
      const expected: RegExp[] = []
      await use({ expect: (words) => void expected.push(words) })
      const surprising = heard.filter((complaint) => !expected.some((words) => words.test(complaint)))
      if (surprising.length > 0) throw new Error(`The browser complained:\n${surprising.join('\n')}`)
    },
    { auto: true },
  ],
})

export { expect } from '@playwright/test'

function listen(context: BrowserContext): string[] {
  const heard: string[] = []
  context.on('console', (message) => {
    if (message.type() === 'error') heard.push(`${message.text()} (${message.location().url})`)
  })
  context.on('weberror', (error) => heard.push(`${error.error().stack ?? error.error().message}`))
  return heard
}
