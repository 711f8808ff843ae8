import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { checkImports } from '../src/check-imports.ts'
import { IMPORT_RULES, MODULE_MAY_USE } from '../src/import-rules.ts'

const PACKAGES = ['fastify', '@trpc/server', '@fastify/cookie', 'stripe', 'kysely', 'pg']
const S = 'apps/server/src'
const W = 'apps/web/src'
const SHARED = 'packages/shared/src'

/** One forbidden import per rule and way of breaking it: [rule, importing file, what it imports]. */
const FORBIDDEN: [rule: string, from: string, to: string][] = [
  ['no-circular', `${S}/platform-a.ts`, `${S}/platform-b.ts`],
  ['no-unresolvable', `${S}/app/lost.ts`, `${S}/app/nowhere-to-be-found.ts`],
  ['domain-is-pure', `${S}/modules/cart/domain/a.ts`, `${S}/platform/clock.ts`],
  ['domain-is-pure', `${S}/modules/cart/domain/b.ts`, 'kysely'],
  ['domain-is-pure', `${S}/modules/cart/domain/c.ts`, `${S}/modules/cart/add-line.ts`],
  ['domain-is-pure', `${S}/modules/cart/domain/d.ts`, `${S}/modules/orders/domain/order.ts`],
  ['domain-is-pure', `${S}/modules/cart/domain/e.ts`, `${SHARED}/db/database.ts`],
  ['domain-does-no-io', `${S}/modules/cart/domain/g.ts`, 'node:fs'],
  ['inside-knows-no-transport', `${S}/modules/cart/f.ts`, `${S}/transport/http/server.ts`],
  ['inside-knows-no-transport', `${S}/gateways/mail/g.ts`, 'fastify'],
  ['inside-knows-no-transport', `${S}/platform/h.ts`, '@fastify/cookie'],
  ['inside-knows-no-transport', `${S}/modules/cart/i.ts`, '@trpc/server'],
  ['modules-know-no-outside', `${S}/modules/cart/j.ts`, `${S}/gateways/mail/mailer.ts`],
  ['modules-know-no-outside', `${S}/modules/cart/k.ts`, `${S}/app/context.ts`],
  ['modules-know-no-outside', `${S}/modules/cart/l.ts`, `${S}/config/config.ts`],
  ['platform-has-no-business', `${S}/platform/m.ts`, `${S}/modules/orders/index.ts`],
  ['gateways-take-ports-as-types', `${S}/gateways/mail/n.ts`, `${S}/modules/orders/index.ts`],
  ['only-the-stripe-gateway-knows-stripe', `${S}/gateways/mail/o.ts`, 'stripe'],
  ['only-the-stripe-gateway-knows-stripe', `${S}/transport/stripe-webhook/p.ts`, 'stripe'],
  ['only-stores-speak-sql', `${S}/modules/cart/q.ts`, 'kysely'],
  ['only-stores-speak-sql', `${S}/transport/trpc/r.ts`, 'pg'],
  ['modules-meet-at-the-front-door', `${S}/modules/checkout/s.ts`, `${S}/modules/orders/order-store.ts`],
  ['outside-uses-front-doors', `${S}/transport/trpc/t.ts`, `${S}/modules/orders/order-store.ts`],
  ['outside-uses-front-doors', `${S}/app/u.ts`, `${S}/modules/orders/order-store.ts`],
  ['outside-uses-front-doors', `${S}/main.extra.ts`, `${S}/modules/orders/order-store.ts`],
  ['transport-takes-no-gateway', `${S}/transport/trpc/v.ts`, `${S}/gateways/mail/mailer.ts`],
  ['every-module-has-its-place', `${S}/transport/trpc/w.ts`, `${S}/modules/invented/index.ts`],
  ['dialects-do-not-meet', `${S}/transport/dialects/cart-shop.ts`, `${S}/transport/dialects/quick-checkout.ts`],
  ['dialects-do-not-meet', `${S}/transport/dialects/wordpress-plugin/x.ts`, `${S}/transport/trpc/router.ts`],
  ['trpc-knows-no-dialect', `${S}/transport/trpc/y.ts`, `${S}/transport/dialects/quick-checkout.ts`],
  ['shared-stands-alone', `${SHARED}/db/z.ts`, `${S}/config/config.ts`],
  ['contracts-run-in-a-browser', `${SHARED}/contracts/a.ts`, `${SHARED}/db/database.ts`],
  ['contracts-run-in-a-browser', `${SHARED}/money/b.ts`, 'kysely'],
  ['pages-and-client-take-only-types-from-the-server', `${W}/lib/c.ts`, `${S}/transport/trpc/router.ts`],
  ['pages-and-client-take-only-types-from-the-server', 'packages/client/src/d.ts', `${S}/transport/trpc/router.ts`],
  ['pages-and-client-never-see-the-database', `${W}/lib/e.ts`, `${SHARED}/db/database.ts`],
  ['features-do-not-meet', `${W}/features/cart/f.tsx`, `${W}/features/library/shelf.ts`],
  ['web-flows-one-way', `${W}/components/g.tsx`, `${W}/features/library/shelf.ts`],
  ['web-flows-one-way', `${W}/lib/h.ts`, `${W}/app/router.ts`],
  ['features-know-no-route', `${W}/features/cart/i.tsx`, `${W}/app/router.ts`],
  ['sandbox-stands-alone', 'apps/sandbox/src/j.ts', `${S}/config/config.ts`],
  ['sandbox-stands-alone', 'apps/sandbox/src/k.ts', `${SHARED}/money/money.ts`],
  ['nothing-needs-the-launcher', `${S}/app/l.ts`, 'apps/launcher/src/postgres.ts'],
  ['e2e-sees-only-contracts', 'e2e/m.spec.ts', `${SHARED}/db/database.ts`],
  ['e2e-sees-only-contracts', 'e2e/n.spec.ts', 'apps/launcher/src/postgres.ts'],
  ['no-tests-in-production', `${S}/app/o.ts`, `${S}/app/context.test.ts`],
  ['no-tests-in-production', `${S}/app/p.ts`, 'apps/server/test/support/clock.ts'],
  ...Object.keys(MODULE_MAY_USE).map((name): [string, string, string] => [
    `module-order:${name}`,
    `${S}/modules/${name}/oversteps.ts`,
    `${S}/modules/${name === 'reconciliation' ? 'desk' : 'reconciliation'}/index.ts`,
  ]),
]

/** A circle takes two imports; it is reported at the first. */
const CLOSING_THE_CIRCLE: [from: string, to: string] = [`${S}/platform-b.ts`, `${S}/platform-a.ts`]

/** What the rules are careful to leave alone. */
const ALLOWED: [from: string, to: string][] = [
  [`${S}/modules/checkout/start.ts`, `${S}/modules/orders/index.ts`],
  [`${S}/modules/checkout/start.ts`, `${S}/modules/checkout/domain/draft.ts`],
  [`${S}/modules/checkout/start.ts`, `${S}/modules/audit/index.ts`],
  [`${S}/modules/orders/order-store.ts`, 'kysely'],
  [`${S}/modules/orders/order-store.test.ts`, `${S}/platform/db/database.ts`],
  [`${S}/modules/cart/domain/line.ts`, `${SHARED}/money/money.ts`],
  [`${S}/modules/cart/domain/line.ts`, 'node:crypto'],
  [`${S}/modules/cart/domain/port.ts`, 'type:node:stream'],
  [`${S}/platform/db/database.ts`, 'pg'],
  [`${S}/gateways/stripe/client.ts`, 'stripe'],
  [`${S}/transport/dialects/cart-shop.ts`, `${S}/transport/dialects/dialect.ts`],
  [`${S}/transport/dialects/cart-shop.ts`, `${S}/transport/dialects/cart-shop.wire.ts`],
  [`${S}/main.server.ts`, `${S}/gateways/mail/mailer.ts`],
  [`${W}/features/cart/cart.tsx`, `${W}/components/button.tsx`],
  [`${W}/lib/trpc.ts`, `type:${S}/transport/trpc/router.ts`],
  [`${S}/gateways/mail/mailer.ts`, `type:${S}/modules/notifications/index.ts`],
  ['apps/sandbox/src/objects.ts', 'stripe'],
  ['e2e/journey.spec.ts', `${SHARED}/contracts/orders.ts`],
]

let tree: string | undefined

afterEach(async () => {
  if (tree) await rm(tree, { recursive: true, force: true })
})

async function plant(imports: [from: string, to: string][]): Promise<string> {
  tree = await mkdtemp(join(tmpdir(), 'cashwrap-imports-'))
  const files = new Map<string, string>()
  for (const [from, to] of imports) {
    const isType = to.startsWith('type:')
    const target = to.replace('type:', '')
    const isPackage = PACKAGES.includes(target) || target.startsWith('node:')
    const specifier = isPackage ? target : relativeImport(from, target)
    const line = isType ? `import type { x } from '${specifier}'\n` : `import '${specifier}'\n`
    files.set(from, (files.get(from) ?? '') + line)
    if (!isPackage && !target.includes('nowhere') && !files.has(target)) files.set(target, '')
  }
  for (const name of PACKAGES) {
    files.set(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }))
    files.set(`node_modules/${name}/index.js`, '')
  }
  const dependencies = Object.fromEntries(PACKAGES.map((name) => [name, '1.0.0']))
  files.set('package.json', JSON.stringify({ name: 'planted', version: '1.0.0', dependencies }))
  for (const [path, content] of files) {
    await mkdir(dirname(join(tree, path)), { recursive: true })
    await writeFile(join(tree, path), `${content}${path.endsWith('.json') ? '' : 'export const x = 1\n'}`)
  }
  return tree
}

function relativeImport(from: string, to: string): string {
  const path = relative(dirname(from), to)
  return path.startsWith('.') ? path : `./${path}`
}

describe('the import rules', () => {
  it('each find what was planted for them', async () => {
    const { violations, unread } = await checkImports(
      await plant([...FORBIDDEN.map(([, from, to]): [string, string] => [from, to]), CLOSING_THE_CIRCLE]),
    )
    const found = new Set(violations.map(({ rule, from }) => `${rule.name} in ${from}`))
    const missed = FORBIDDEN.map(([rule, from]) => `${rule} in ${from}`).filter((planted) => !found.has(planted))
    expect(missed).toEqual([])
    expect(unread).toEqual([])
  })

  it('are all put to the test', () => {
    const tested = new Set(FORBIDDEN.map(([rule]) => rule))
    expect(IMPORT_RULES.map(({ name }) => name).filter((name) => !tested.has(name ?? ''))).toEqual([])
  })

  it('leave a house in order alone', async () => {
    const { violations, files } = await checkImports(await plant(ALLOWED))
    expect(violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([])
    expect(files).toBeGreaterThan(ALLOWED.length)
  })

  it('let no module call one that may call it back', () => {
    const reaches = (from: string, seen = new Set<string>()): Set<string> => {
      for (const next of MODULE_MAY_USE[from] ?? []) if (!seen.has(next)) reaches(next, seen.add(next))
      return seen
    }
    expect(Object.keys(MODULE_MAY_USE).filter((name) => reaches(name).has(name))).toEqual([])
  })
})
