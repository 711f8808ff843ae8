import { CreditAmount, CreditBucket, CreditType } from '@cashwrap/shared/contracts/credits'
import { EmailAddress } from '@cashwrap/shared/contracts/primitives'
import { newId } from '@cashwrap/shared/ids'
import { z } from 'zod'
import type { Deps } from '../../app/deps.ts'
import { systemActor } from '../../modules/auth/index.ts'
import { type AccountName, adjustCredits, showAccount } from '../../modules/credits/index.ts'
import { misused } from './misused.ts'

const Adjustable = z.enum([...CreditBucket.options, 'owed'])
const OPERATOR = systemActor('cli')

/** `credits <e-mail | site/user>`: what an account has, and the last of what happened to it. */
export async function creditsCommand(deps: Deps, [name]: readonly string[]): Promise<number> {
  const whose = readName(name)
  if (!whose) return misused('credits needs whose: an e-mail address, or a site and a user number as in example-site/7')
  const shown = await showAccount(deps, OPERATOR, { whose })
  if (!shown.ok) return refused(`There is no account ${name}.`)
  for (const { creditType, total, promotion, plan, bought, owed } of shown.value.balances)
    console.log(`${creditType}: ${total} (${promotion} promotion, ${plan} plan, ${bought} bought), ${owed} owed`)
  for (const { at, creditType, kind, change, owed, balance, orderNumber, note } of shown.value.latest)
    console.log(
      [
        at,
        creditType,
        kind,
        change,
        `→ ${balance}`,
        owed ? `owed ${owed}` : '',
        orderNumber && `order ${orderNumber}`,
        note,
      ]
        .filter(Boolean)
        .join('  '),
    )
  return 0
}

/** `adjust-credits <e-mail | site/user> <type> <bucket> <±number> <reason>` */
export async function adjustCreditsCommand(deps: Deps, words: readonly string[]): Promise<number> {
  const [name, type, from, number, ...reason] = words
  const whose = readName(name)
  const creditType = CreditType.safeParse(type)
  const bucket = Adjustable.safeParse(from)
  const credits = Number(number)
  if (
    !whose ||
    !creditType.success ||
    !bucket.success ||
    !CreditAmount.safeParse(Math.abs(credits)).success ||
    reason.length === 0
  )
    return misused(
      'adjust-credits needs whose, a type, a bucket, a number and why: adjust-credits site/7 article bought -5 sent twice',
    )
  const adjusted = await adjustCredits(deps, OPERATOR, {
    whose,
    creditType: creditType.data,
    bucket: bucket.data,
    credits,
    note: reason.join(' '),
    key: newId(deps.clock.now().getTime()),
  })
  if (adjusted.ok) {
    console.log(`${credits > 0 ? 'Given' : 'Taken'}: ${Math.abs(credits)} ${creditType.data} credits.`)
    return 0
  }
  return refused(
    adjusted.failure.kind === 'not-enough-credits'
      ? `Nothing was taken: ${adjusted.failure.balance} are there.`
      : `There is no account ${name}.`,
  )
}

/** An address of somebody who has an account here, or a site (by either of its ids) and a user's number there. */
function readName(name = ''): AccountName | undefined {
  const email = EmailAddress.safeParse(name)
  if (email.success) return { email: email.data }
  const [, site, user] = /^(.+)\/([1-9]\d{0,15})$/.exec(name) ?? []
  return site === undefined ? undefined : { site, siteUserId: Number(user) }
}

function refused(sentence: string): number {
  console.error(sentence)
  return 1
}
