import { parseArgs } from 'node:util'
import type { Deps } from '../../app/deps.ts'
import { systemActor } from '../../modules/auth/index.ts'
import { type PlanToSave, savePlan } from '../../modules/catalogue/index.ts'
import { misused } from './misused.ts'

/** `save-plan <slug> [options]`: what is not said stays; an empty `--opens` or `--credits` takes that away. */
export async function savePlanCommand(deps: Deps, words: readonly string[]): Promise<number> {
  const read = readWords(words)
  if (!read)
    return misused(
      'save-plan needs a plan and what to change: save-plan practice-room --trial-days 14 --opens first-pull,practice-log --credits token 20 240',
    )
  const saved = await savePlan(deps, systemActor('cli'), read)
  if (!saved.ok) {
    console.error(`Not saved. ${reasonOf(saved.failure, read.slug)}`)
    return 1
  }
  const { title, isNew } = saved.value
  console.log(
    isNew
      ? `${title} is there, not for sale yet: set-price ${read.slug} <amount> <currency> month, then publish ${read.slug}.`
      : `${title} is saved.`,
  )
  return 0
}

function reasonOf(failure: Extract<Awaited<ReturnType<typeof savePlan>>, { ok: false }>['failure'], slug: string) {
  if (failure.kind === 'invalid-input')
    return failure.fields.map(({ path, message }) => `${path} ${message}`).join('; ')
  if (failure.kind === 'not-found' && failure.what === 'plan') return `There is no ${slug}: --title makes it.`
  return failure.kind === 'not-found' ? 'There is no such seller.' : 'That is not allowed.'
}

function readWords(words: readonly string[]): PlanToSave | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        title: { type: 'string' },
        seller: { type: 'string' },
        'trial-days': { type: 'string' },
        opens: { type: 'string' },
        credits: { type: 'string' },
      },
    })
    const [slug, perMonth, perYear, ...more] = positionals
    const { title, seller, opens, credits: creditType } = values
    const trialDays = values['trial-days']
    const isChange = [title, trialDays, opens, creditType].some((value) => value !== undefined)
    const numbers = creditType ? [perMonth, perYear] : []
    const hasItsNumbers = numbers.every((text) => text !== undefined) && positionals.length === numbers.length + 1
    if (slug === undefined || !isChange || !hasItsNumbers || more.length > 0) return undefined
    return {
      slug,
      title,
      seller,
      trialDays: trialDays === undefined ? undefined : wholeNumber(trialDays),
      opens: opens === undefined || opens === 'seller' ? opens : opens.split(',').filter(Boolean),
      allowance:
        creditType === undefined ? undefined : creditType === '' ? null : { creditType, ...periods(perMonth, perYear) },
    }
  } catch {
    return undefined
  }
}

/** Nothing but digits is a number here: an empty text would be zero. */
const wholeNumber = (text: string): number => (/^\d+$/.test(text) ? Number(text) : Number.NaN)

const periods = (perMonth = '', perYear = '') => ({ perMonth: creditsOf(perMonth), perYear: creditsOf(perYear) })

/** `0` is how a plan says that it gives none at this interval. */
const creditsOf = (text: string): number | null => (text === '0' ? null : wholeNumber(text))
