import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { STRIPE_API_VERSION } from '../src/gateways/stripe/stripe-client.ts'
import { HANDLING } from '../src/modules/provider-events/index.ts'
import { COMMANDS } from '../src/transport/cli/commands.ts'

const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8')
const webhookStep = readme.split('**The webhook.**')[1]?.split('**Mail.**')[0] ?? ''

it('says which events to tick at Stripe, and in which version', () => {
  const named = webhookStep.match(/`[a-z_]+(\.[a-z_]+)+`/g)?.map((name) => name.slice(1, -1))
  expect(named?.sort()).toEqual(Object.keys(HANDLING).sort())
  expect(webhookStep).toContain(`\`${STRIPE_API_VERSION}\``)
  expect(webhookStep).toContain('/api/stripe/webhook`')
})

it.each(Object.values(COMMANDS))('tells operators of pnpm cli $words', ({ words }) => {
  expect(readme).toContain(`pnpm cli ${words.replace(/ ?\[.*/, '')}`)
})
