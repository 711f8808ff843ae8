import { defineConfig, devices } from '@playwright/test'
import { findBrowser } from './support/browser.ts'
import { decideHouse } from './support/house.ts'

const house = await decideHouse()
const { executablePath, env } = await findBrowser()

process.env['SHOP_URL'] = house.shopUrl
process.env['SANDBOX_URL'] = house.sandboxUrl

export default defineConfig({
  testDir: '.',
  outputDir: 'test-results',
  fullyParallel: false,
  forbidOnly: Boolean(process.env['CI']),
  retries: 0,
  workers: 2,
  // Wide, for a machine that is busy with other things: waiting ends as soon as there is something to see.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: {
    baseURL: house.shopUrl,
    actionTimeout: 20_000,
    // A trace costs every test a third of its time: ask for one with --trace retain-on-failure.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath,
      env: { ...process.env, ...env } as Record<string, string>,
      args: ['--disable-gpu', '--disable-background-networking', '--disable-sync', '--no-first-run'],
    },
  },
  projects: [
    { name: 'tools', testMatch: 'support/**/*.spec.ts' },
    {
      name: 'desktop',
      testMatch: 'journeys/*.spec.ts',
      use: { ...devices['Desktop Chrome'], viewport: { width: 1280, height: 900 } },
    },
    {
      name: 'phone',
      // Where a narrow screen is another way, and not only a narrower one.
      testMatch:
        'journeys/{buy-a-course-as-a-guest,free-of-charge,leave-the-payment-page,every-page,credits,webhooks,subscribe}.spec.ts',
      use: { ...devices['Pixel 7'], viewport: { width: 390, height: 844 } },
    },
    {
      // These put the clock forward by days, which ends what the others have open.
      name: 'later',
      testMatch: 'journeys/later/*.spec.ts',
      dependencies: ['desktop', 'phone'],
      use: { ...devices['Desktop Chrome'], viewport: { width: 1280, height: 900 } },
    },
  ],
  webServer: {
    // A house given in E2E_HOUSE may be running already.
    reuseExistingServer: true,
    command: house.command,
    env: house.env,
    url: `${house.shopUrl}/readyz`,
    timeout: 180_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 30_000 },
  },
})
