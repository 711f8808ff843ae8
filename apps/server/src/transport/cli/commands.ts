import { EmailAddress } from '@cashwrap/shared/contracts/primitives'
import type { Deps } from '../../app/deps.ts'
import { issueTokenFor, makeSignInLink, systemActor } from '../../modules/auth/index.ts'
import { replayEvent } from '../../modules/provider-events/index.ts'
import { publishCommand, setPriceCommand, unpublishCommand } from './catalogue.commands.ts'
import { adjustCreditsCommand, creditsCommand } from './credits.commands.ts'
import { doctorCommand } from './doctor.command.ts'
import { misused } from './misused.ts'
import { rekeyCommand } from './rekey.command.ts'
import { retryTransferCommand } from './retry-transfer.command.ts'
import { siteDisableCommand, siteEnableCommand, siteMoveCommand, siteReopenCommand } from './run-site.commands.ts'
import { savePackageCommand } from './save-package.command.ts'
import { savePlanCommand } from './save-plan.command.ts'
import { seedDemoCommand } from './seed-demo.command.ts'
import { sellerFeeCommand } from './seller-fee.command.ts'
import { sellersCommand } from './sellers.command.ts'
import { sitesCommand } from './sites.command.ts'
import { unclaimedEventsCommand } from './unclaimed-events.command.ts'
import { webhookEndpointsCommand, webhookReplayCommand } from './webhooks.commands.ts'

export interface Command {
  words: string
  what: string
  /** Answers the exit code. */
  run(deps: Deps, words: readonly string[]): Promise<number>
}

export const COMMANDS: Readonly<Record<string, Command>> = {
  doctor: {
    words: 'doctor [--json]',
    what: 'checks settings and every invariant; changes nothing',
    run: doctorCommand,
  },
  'staff-link': {
    words: 'staff-link <email>',
    what: 'prints a link that signs this address in as staff, once, within a day',
    run: staffLink,
  },
  token: {
    words: 'token <email>',
    what: 'prints a bearer token for the account of this address, good for twelve hours',
    run: token,
  },
  'seed-demo': {
    words: 'seed-demo [--if-empty]',
    what: 'fills the catalogue with the demo shop',
    run: (deps, words) => seedDemoCommand(deps, words, console.log),
  },
  'set-price': {
    words: 'set-price <slug> <amount> <currency> [month|year]',
    what: 'sets what a product costs from now on, in whole units: 4.50 USD',
    run: setPriceCommand,
  },
  publish: { words: 'publish <slug>', what: 'shows a product in the shop', run: publishCommand },
  unpublish: {
    words: 'unpublish <slug>',
    what: 'takes a product out of the shop; who bought it keeps it',
    run: unpublishCommand,
  },
  'save-package': {
    words: 'save-package <id> <type> <credits> <title>',
    what: 'makes a package of credits, or changes what one gives',
    run: savePackageCommand,
  },
  'save-plan': {
    words: 'save-plan <slug> [--trial-days n] [--opens …] [--credits …]',
    what: 'makes a plan (--title), or changes what one gives',
    run: savePlanCommand,
  },
  credits: {
    words: 'credits <account>',
    what: 'what an account of credits has, and what happened to it last',
    run: creditsCommand,
  },
  'adjust-credits': {
    words: 'adjust-credits <account> <type> <bucket> <number> <reason>',
    what: 'gives credits to an account, or takes them back with a minus',
    run: adjustCreditsCommand,
  },
  sellers: { words: 'sellers', what: 'lists who sells here, and how they are called', run: sellersCommand },
  'seller-fee': {
    words: 'seller-fee <seller> <percent>',
    what: 'what stays with the shop of everything this seller sells from now on',
    run: sellerFeeCommand,
  },
  'retry-transfer': {
    words: 'retry-transfer <transfer id>',
    what: 'promises a refused transfer again, to the account its seller has now',
    run: retryTransferCommand,
  },
  sites: { words: 'sites [search]', what: 'lists the sites of the plugin', run: sitesCommand },
  'site-disable': {
    words: 'site-disable <site> [reason]',
    what: 'refuses the calls of a site of the plugin from now on',
    run: siteDisableCommand,
  },
  'site-enable': { words: 'site-enable <site>', what: 'lets a disabled site go on', run: siteEnableCommand },
  'site-reopen': {
    words: 'site-reopen <site> [minutes]',
    what: 'lets a site register once more, for new credentials',
    run: siteReopenCommand,
  },
  'site-move': {
    words: 'site-move <site> <address>',
    what: 'says that a site lives at another address now',
    run: siteMoveCommand,
  },
  'webhook-endpoints': {
    words: 'webhook-endpoints',
    what: 'lists where the shop’s webhooks go, and what did not arrive',
    run: webhookEndpointsCommand,
  },
  'webhook-replay': {
    words: 'webhook-replay [delivery] [--endpoint <id>]',
    what: 'sends a webhook once more, or all that did not arrive',
    run: webhookReplayCommand,
  },
  rekey: {
    words: 'rekey',
    what: 'seals stored secrets anew with the first ENCRYPTION_KEY',
    run: rekeyCommand,
  },
  'unclaimed-events': {
    words: 'unclaimed-events [--since <time>]',
    what: 'lists Stripe events that no known instance acts on',
    run: unclaimedEventsCommand,
  },
  'replay-event': { words: 'replay-event <id>', what: 'applies a received Stripe event once more', run: replay },
}

export const usage = (): string =>
  ['Commands:', ...Object.values(COMMANDS).map(({ words, what }) => `  ${words.padEnd(49)} ${what}`)].join('\n')

async function staffLink(deps: Deps, [address]: readonly string[]): Promise<number> {
  const email = EmailAddress.safeParse(address)
  if (!email.success) return misused('staff-link needs an e-mail address.')
  const link = await makeSignInLink(deps, systemActor('cli'), {
    email: email.data,
    roles: ['staff'],
    next: '/staff/orders',
  })
  if (link.ok) console.log(link.value.url)
  return 0
}

/** The token alone on standard output, so that it can go straight into a variable. */
async function token(deps: Deps, [address]: readonly string[]): Promise<number> {
  const email = EmailAddress.safeParse(address)
  if (!email.success) return misused('token needs an e-mail address.')
  const issued = await issueTokenFor(deps, systemActor('cli'), { email: email.data })
  if (issued.ok) console.log(issued.value.token)
  return 0
}

async function replay(deps: Deps, [eventId]: readonly string[]): Promise<number> {
  const isKnown = eventId !== undefined && (await replayEvent(deps, eventId))
  console.log(isKnown ? `Event ${eventId} is queued again.` : 'No event of that id was received.')
  return isKnown ? 0 : 1
}
