import { expect, it } from 'vitest'
import { launch, portsInUse, stakeOut } from './support/launched-house.ts'

it('with a live key starts neither sandbox nor demo and lets no staff in, so that nothing unmeant is for sale or printed', async () => {
  const plot = await stakeOut()
  const house = launch(plot, {
    STRIPE_SECRET_KEY: 'sk_live_nobody',
    STRIPE_WEBHOOK_SECRET: 'whsec_nobody',
    BASE_URL: 'https://shop.test',
    AUTH_SECRET: 'a secret of this test alone',
    ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
    SMTP_URL: 'smtp://127.0.0.1:1',
  })
  try {
    await house.open()
    expect(await portsInUse(plot)).toEqual(['PORT', 'POSTGRES_PORT'])
    expect(house.out()).toContain('pnpm cli staff-link')
    expect(house.out()).not.toContain('/sign-in')
    const response = await fetch(`http://127.0.0.1:${plot.ports.PORT}/trpc/catalogue.list?input=%7B%7D`)
    expect(await response.json()).toMatchObject({ result: { data: { items: [] } } })
  } finally {
    house.child.kill('SIGTERM')
    await house.exit
    await plot.clear()
  }
})
