import type { Failure } from '@cashwrap/shared/contracts/failures'
import {
  DisableSiteInput,
  MoveSiteInput,
  NamedSite,
  ReopenRegistrationInput,
  type StaffSite,
} from '@cashwrap/shared/contracts/sites'
import type { Result } from '@cashwrap/shared/result'
import type { z } from 'zod'
import type { Deps } from '../../app/deps.ts'
import { systemActor } from '../../modules/auth/index.ts'
import { disableSite, enableSite, moveSite, reopenRegistration } from '../../modules/plugin-sites/index.ts'
import { misused } from './misused.ts'

const USUAL_MINUTES = '60'
const operator = systemActor('cli')

/** `site-disable <site> [reason]`: its calls are refused; what it has stays. */
export const siteDisableCommand = (deps: Deps, [site, ...reason]: readonly string[]): Promise<number> =>
  change(
    DisableSiteInput,
    { site, reason: reason.length > 0 ? reason.join(' ') : undefined },
    'site-disable needs a site, by its id or instance id, and takes a reason that the site is told.',
    (input) => disableSite(deps, operator, input),
    ({ siteUrl }) => `${siteUrl} is disabled.`,
  )

/** `site-enable <site>`. */
export const siteEnableCommand = (deps: Deps, [site]: readonly string[]): Promise<number> =>
  change(
    NamedSite,
    { site },
    'site-enable needs a site, by its id or instance id.',
    (input) => enableSite(deps, operator, input),
    ({ siteUrl }) => `${siteUrl} may go on.`,
  )

/** `site-reopen <site> [minutes]`: it may register once more; the way to new credentials. */
export const siteReopenCommand = (deps: Deps, [site, minutes = USUAL_MINUTES]: readonly string[]): Promise<number> =>
  change(
    ReopenRegistrationInput,
    { site, minutes: /^\d+$/.test(minutes) ? Number(minutes) : undefined },
    'site-reopen needs a site, by its id or instance id, and takes minutes from 1 to 1440.',
    (input) => reopenRegistration(deps, operator, input),
    ({ siteUrl, instanceId, reopenedUntil }) =>
      `${siteUrl} can register once more until ${reopenedUntil}. Whoever does so first as ${instanceId} takes its account over: activate its plugin now.`,
  )

/** `site-move <site> <address>`. */
export const siteMoveCommand = (deps: Deps, [site, siteUrl]: readonly string[]): Promise<number> =>
  change(
    MoveSiteInput,
    { site, siteUrl },
    'site-move needs a site, by its id or instance id, and its new address: site-move <site> https://shop.example.com',
    (input) => moveSite(deps, operator, input),
    (moved) => `The site is at ${moved.siteUrl} now.`,
  )

async function change<Input>(
  schema: z.ZodType<Input>,
  words: unknown,
  needs: string,
  apply: (input: Input) => Promise<Result<StaffSite, Failure>>,
  say: (site: StaffSite) => string,
): Promise<number> {
  const input = schema.safeParse(words)
  if (!input.success) return misused(needs)
  const changed = await apply(input.data)
  if (!changed.ok) {
    console.error('There is no such site.')
    return 1
  }
  console.log(say(changed.value))
  return 0
}
