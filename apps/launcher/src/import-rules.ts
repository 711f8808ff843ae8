import type { IRegularForbiddenRuleType } from 'dependency-cruiser'

// Layers, as paths: a file's folder (or suffix) is its layer. Paths are relative to the repository's root.
const SERVER = '^apps/server/src/'
const MODULE = `${SERVER}modules/([^/]+)/`
const DIALECT = `${SERVER}transport/dialects/`
const TEST = '\\.test\\.tsx?$|(^|/)test/'
const BROWSER_SAFE = '^packages/shared/src/(contracts|money|ids|time|result)/'

/** Which module may call which, through its index.ts. Every module may also use audit, and auth for the Actor. */
export const MODULE_MAY_USE: Readonly<Record<string, readonly string[]>> = {
  audit: [],
  auth: [],
  'plugin-sites': [],
  catalogue: ['webhooks-out'],
  payments: [],
  notifications: [],
  credits: ['plugin-sites', 'webhooks-out'],
  access: ['catalogue'],
  bookings: ['catalogue'],
  'webhooks-out': ['plugin-sites'],
  cart: ['catalogue', 'bookings', 'access'],
  orders: ['payments', 'catalogue'],
  desk: ['orders'],
  marketplace: ['payments', 'orders'],
  subscriptions: ['access', 'catalogue', 'credits', 'notifications', 'payments', 'webhooks-out'],
  fulfilment: ['orders', 'access', 'credits', 'bookings', 'refunds', 'subscriptions', 'catalogue'],
  refunds: ['orders', 'payments', 'access', 'credits', 'bookings', 'marketplace', 'notifications', 'webhooks-out'],
  checkout: [
    'access',
    'bookings',
    'cart',
    'catalogue',
    'credits',
    'fulfilment',
    'marketplace',
    'notifications',
    'orders',
    'payments',
    'plugin-sites',
    'refunds',
    'subscriptions',
    'webhooks-out',
  ],
  billing: [
    'catalogue',
    'checkout',
    'credits',
    'marketplace',
    'notifications',
    'orders',
    'payments',
    'refunds',
    'subscriptions',
    'webhooks-out',
  ],
  'provider-events': ['billing', 'checkout', 'marketplace', 'orders', 'payments', 'refunds', 'subscriptions'],
  reconciliation: [
    'access',
    'billing',
    'bookings',
    'checkout',
    'credits',
    'marketplace',
    'orders',
    'payments',
    'provider-events',
    'refunds',
    'subscriptions',
    'webhooks-out',
  ],
}
const EVERYONE_MAY_USE: Readonly<Record<string, readonly string[]>> = { audit: [], auth: ['audit', 'notifications'] }

const allowedFor = (name: string, listed: readonly string[]) =>
  name in EVERYONE_MAY_USE
    ? [name, ...(EVERYONE_MAY_USE[name] ?? [])]
    : [name, ...listed, ...Object.keys(EVERYONE_MAY_USE)]

type From = IRegularForbiddenRuleType['from']
type To = IRegularForbiddenRuleType['to']

const rule = (name: string, comment: string, from: From, to: To): IRegularForbiddenRuleType => ({
  name,
  comment,
  severity: 'error',
  from,
  to,
})
/** The files that ship: tests may reach further. */
const code = (path: string, ...pathNot: string[]): From => ({ path, pathNot: [TEST, ...pathNot] })
const notOnlyTypes = { dependencyTypesNot: ['type-only' as const] }

export const IMPORT_RULES: IRegularForbiddenRuleType[] = [
  rule('no-circular', 'Of two files that need each other, one part belongs in a third.', {}, { circular: true }),
  rule(
    'no-unresolvable',
    'What cannot be found cannot be judged.',
    { pathNot: '^apps/web/' },
    { couldNotResolve: true },
  ),

  rule(
    'domain-is-pure',
    'A domain file computes; what it needs from elsewhere is passed in.',
    code(`${SERVER}modules/([^/]+)/domain/`),
    { pathNot: [`${SERVER}modules/$1/domain/`, BROWSER_SAFE], dependencyTypesNot: ['core'] },
  ),
  rule(
    'domain-does-no-io',
    'A domain file computes (hashing is computing); a port may name a type of Node.',
    code(`${SERVER}modules/([^/]+)/domain/`),
    { pathNot: '^(node:)?crypto$', dependencyTypes: ['core'], ...notOnlyTypes },
  ),
  rule(
    'inside-knows-no-transport',
    'A use-case is the same for every caller, so it cannot know HTTP or tRPC.',
    code(`${SERVER}(modules|gateways|platform)/`),
    { path: [`${SERVER}transport/`, '(^|/)node_modules/fastify/', '(^|/)node_modules/@(fastify|trpc)/'] },
  ),
  rule(
    'modules-know-no-outside',
    'Ports are interfaces in domain/; the composition root plugs the gateways in.',
    code(`${SERVER}modules/`),
    { path: `${SERVER}(gateways|app|config|demo)/` },
  ),
  rule('platform-has-no-business', 'Technical parts serve any shop.', code(`${SERVER}platform/`), {
    path: `${SERVER}(modules|gateways|transport|app|config|demo)/`,
  }),
  rule(
    'gateways-take-ports-as-types',
    'A gateway speaks to the outside; it does not run use-cases.',
    code(`${SERVER}gateways/`),
    { path: `${SERVER}modules/`, ...notOnlyTypes },
  ),
  rule(
    'only-the-stripe-gateway-knows-stripe',
    "Stripe's words stop at its gateway; the sandbox uses its types to prove its objects complete.",
    { pathNot: [TEST, `${SERVER}gateways/stripe/`, '^apps/sandbox/'] },
    { path: '(^|/)node_modules/stripe/' },
  ),
  rule(
    'only-stores-speak-sql',
    'All SQL of a table is in the store of the module that owns it.',
    code(SERVER, '-store\\.ts$', `${SERVER}platform/(db|queue)/`, `${SERVER}main\\.migrate\\.ts$`),
    { path: '(^|/)node_modules/(kysely|pg|pg-boss)/' },
  ),

  rule('modules-meet-at-the-front-door', "A module's index.ts says what others may use.", code(MODULE), {
    path: MODULE,
    pathNot: [`${SERVER}modules/$1/`, `${SERVER}modules/[^/]+/index\\.ts$`],
  }),
  rule(
    'outside-uses-front-doors',
    "A module's index.ts says what others may use.",
    code(`${SERVER}(transport|gateways|app|demo|main\\.)`),
    { path: MODULE, pathNot: '/index\\.ts$' },
  ),
  rule(
    'transport-takes-no-gateway',
    'A transport translates; the use-case decides whether to go outside.',
    code(`${SERVER}transport/`),
    { path: `${SERVER}gateways/`, ...notOnlyTypes },
  ),
  rule('every-module-has-its-place', 'A new module takes its place in MODULE_MAY_USE first.', code(SERVER), {
    path: MODULE,
    pathNot: `${SERVER}modules/(${Object.keys(MODULE_MAY_USE).join('|')})/`,
  }),
  ...Object.entries(MODULE_MAY_USE).map(([name, listed]) =>
    rule(
      `module-order:${name}`,
      `${name} may use: ${allowedFor(name, listed).slice(1).join(', ')}.`,
      code(`${SERVER}modules/${name}/`),
      { path: MODULE, pathNot: `${SERVER}modules/(${allowedFor(name, listed).join('|')})/` },
    ),
  ),
  rule(
    'dialects-do-not-meet',
    "Each dialect is one old caller's words; what two share is in transport/dialects/dialect.ts.",
    { path: `${DIALECT}([^/.]+)[/.]` },
    { path: `${SERVER}transport/(dialects/(?!dialect\\.)|trpc/)`, pathNot: `${DIALECT}$1[/.]` },
  ),
  rule(
    'trpc-knows-no-dialect',
    'The typed interface owes nothing to old callers.',
    { path: `${SERVER}transport/trpc/` },
    { path: DIALECT },
  ),

  rule(
    'shared-stands-alone',
    'Shared code is below everything.',
    { path: '^packages/shared/' },
    { path: '^apps/|^packages/(?!shared/)' },
  ),
  rule('contracts-run-in-a-browser', 'The pages and the typed client load them.', code(BROWSER_SAFE), {
    path: ['^packages/shared/src/db/', '(^|/)node_modules/(kysely|pg)/'],
  }),
  rule(
    'pages-and-client-take-only-types-from-the-server',
    'The server does not run in a browser.',
    code('^(apps/web|packages/client)/'),
    { path: '^apps/server/', ...notOnlyTypes },
  ),
  rule(
    'pages-and-client-never-see-the-database',
    'Tables are private to the server.',
    { path: '^(apps/web|packages/client)/' },
    { path: '^packages/shared/src/db/' },
  ),
  rule(
    'features-do-not-meet',
    'What two features share is a component, or in lib; the routes compose features.',
    { path: '^apps/web/src/features/([^/]+)/' },
    { path: '^apps/web/src/features/', pathNot: '^apps/web/src/features/$1/' },
  ),
  rule(
    'web-flows-one-way',
    'Components know no feature and no route.',
    { path: '^apps/web/src/(lib|components)/' },
    { path: '^apps/web/src/(features|app)/' },
  ),
  rule(
    'features-know-no-route',
    'Routes compose features, not the other way round.',
    { path: '^apps/web/src/features/' },
    { path: '^apps/web/src/app/' },
  ),
  rule(
    'sandbox-stands-alone',
    "The contract between sandbox and server is Stripe's, so they share no code.",
    { path: '^apps/sandbox/' },
    { path: '^apps/(?!sandbox/)|^packages/' },
  ),
  rule(
    'nothing-needs-the-launcher',
    'The launcher starts the others; only tests borrow its Postgres.',
    code('^(apps/(?!launcher/)|packages/)'),
    { path: '^apps/launcher/' },
  ),
  rule(
    'e2e-sees-only-contracts',
    'A journey knows what a visitor can see, and nothing of the code behind it.',
    { path: '^e2e/' },
    { path: '^apps/|^packages/(?!shared/src/contracts/)' },
  ),
  rule('no-tests-in-production', 'What ships does not need its tests.', { pathNot: [TEST, '^e2e/'] }, { path: TEST }),
]
