import { expect, type Page } from '@playwright/test'
import axe, { type RunOnly } from 'axe-core'

const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** The rules whose outcome the dark can change. */
const COLOURS = ['color-contrast', 'link-in-text-block']
/** The narrowest screen the shop is made for. */
const NARROWEST = 320

/** Nothing on the page as it stands breaks WCAG 2.2 at levels A and AA, as far as a machine can tell. */
export function expectAccessible(page: Page, name: string): Promise<void> {
  return expectNoViolations(page, name, { type: 'tag', values: LEVELS })
}

async function expectNoViolations(page: Page, name: string, runOnly: RunOnly): Promise<void> {
  await page.evaluate(motionToEnd)
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const found = await page.evaluate(breaches, runOnly)
  expect.soft(found, `${name} breaks no rule of WCAG`).toEqual([])
}

async function breaches(runOnly: RunOnly): Promise<{ rule: string; at: string[] }[]> {
  const { axe } = window as unknown as { axe: typeof import('axe-core') }
  const { violations } = await axe.run(document, { runOnly })
  return violations.map(({ id, help, nodes }) => ({
    rule: `${id}: ${help}`,
    at: nodes.map(({ target, failureSummary }) => `${target.join(' ')} ${failureSummary ?? ''}`),
  }))
}

/** Accessible as it stands, on a wide screen in the dark too, and no wider than the narrowest screen. */
export async function expectSound(page: Page, name: string): Promise<void> {
  const size = page.viewportSize() ?? { width: 0, height: 0 }
  await expectAccessible(page, name)
  if (size.width >= 1024) {
    await page.emulateMedia({ colorScheme: 'dark' })
    await expectNoViolations(page, `${name} in the dark`, { type: 'rule', values: COLOURS })
    await page.emulateMedia({ colorScheme: 'light' })
    return
  }
  await page.setViewportSize({ ...size, width: NARROWEST })
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  expect.soft(width, `${name} is no wider than a narrow screen`).toBeLessThanOrEqual(NARROWEST)
  await page.setViewportSize(size)
}

/** Colours are measured after what moves has come to rest. */
async function motionToEnd(): Promise<void> {
  const ending = document.getAnimations().filter(({ effect }) => effect?.getTiming().iterations !== Infinity)
  await Promise.allSettled(ending.map(({ finished }) => finished))
}
