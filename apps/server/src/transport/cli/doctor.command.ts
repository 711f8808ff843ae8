import { migrations } from '@cashwrap/shared/db/migrations'
import type { Deps } from '../../app/deps.ts'
import { systemActor } from '../../modules/auth/index.ts'
import { countInstances } from '../../modules/provider-events/index.ts'
import { examine, type Finding } from '../../modules/reconciliation/index.ts'
import { appliedMigrations } from '../../platform/db/migration-state.ts'

/** Exit codes: 0 clean, 1 something needs attention, 2 money or access is wrong, 3 it could not be checked. */
const CLEAN = 0
const ATTENTION = 1
const WRONG = 2
const UNCHECKED = 3
const SHOWN = 5

/** Reads, judges and prints; changes nothing. */
export async function doctorCommand(deps: Deps, words: readonly string[]): Promise<number> {
  const missing = Object.keys(migrations).length - (await appliedMigrations(deps.db))
  if (missing > 0) {
    console.error(`${missing} migrations are missing: run the migrations first.`)
    return UNCHECKED
  }
  const examined = await examine(deps, systemActor('cli'), undefined)
  if (!examined.ok) return UNCHECKED
  const { checked, findings } = examined.value
  const unclaimed = await countUnclaimed(deps)
  if (words.includes('--json')) console.log(JSON.stringify({ checked, findings, unclaimed }))
  else console.log(report(checked, findings) + warning(unclaimed))
  if (findings.some((finding) => finding.severity === 'money')) return WRONG
  return findings.length > 0 ? ATTENTION : CLEAN
}

/** Events of the last thirty days that no instance claims. They are no fault of this one. */
async function countUnclaimed(deps: Deps): Promise<number> {
  const counted = await countInstances(deps, systemActor('cli'), undefined)
  const unclaimed = counted.ok ? counted.value.filter(({ whose }) => whose === 'unclaimed') : []
  return unclaimed.reduce((sum, { events }) => sum + events, 0)
}

const warning = (unclaimed: number): string =>
  unclaimed === 0
    ? ''
    : `\nWarning: no instance claims ${unclaimed} of Stripe's events; pnpm cli unclaimed-events lists them.`

function report(checked: number, findings: readonly Finding[]): string {
  if (findings.length === 0) return `All ${checked} invariants hold.`
  return findings
    .flatMap(({ id, says, breaches }) => [
      `${id}: it does not hold that ${says} (${breaches.length})`,
      ...breaches.slice(0, SHOWN).map(({ subject, detail }) => `    ${subject}  ${detail}`),
    ])
    .join('\n')
}
