import { parseArgs } from 'node:util'
import type { Deps } from '../../app/deps.ts'
import { systemActor } from '../../modules/auth/index.ts'
import { saveCreditPackage } from '../../modules/catalogue/index.ts'
import { misused } from './misused.ts'

/** `save-package <id> <type> <credits> <title>`: orders that were begun keep what they were begun with. */
export async function savePackageCommand(deps: Deps, words: readonly string[]): Promise<number> {
  const read = readWords(words)
  if (!read)
    return misused(
      'save-package needs an id, a type, a number and a title: save-package article_20 article 20 "20 articles"',
    )
  const saved = await saveCreditPackage(deps, systemActor('cli'), read)
  if (!saved.ok) {
    const faults = saved.failure.kind === 'invalid-input' ? saved.failure.fields : []
    console.error(`Not saved. ${faults.map(({ path, message }) => `${path} ${message}`).join('; ')}`)
    return 1
  }
  const { slug, isNew } = saved.value
  console.log(
    isNew
      ? `${read.title} is there as ${slug}, not for sale yet: set-price ${slug} …, then publish ${slug}.`
      : `${read.title} (${slug}) gives ${read.credits} ${read.creditType} credits.`,
  )
  return 0
}

function readWords(words: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { popular: { type: 'boolean', default: false }, discount: { type: 'string' } },
    })
    const [externalId, creditType, credits, title, ...more] = positionals
    if (externalId === undefined || creditType === undefined || title === undefined || more.length > 0) return undefined
    const { popular: isPopular, discount = null } = values
    return { externalId, creditType, credits: Number(credits), title, isPopular, discount }
  } catch {
    return undefined
  }
}
