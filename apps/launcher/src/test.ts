import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { sentenceOf } from './failure.ts'
import { startPostgres } from './postgres.ts'
import type { Environment } from './settings.ts'
import { allSteps, type Step } from './suite/steps.ts'
import { addUp, stepTally, type Tally } from './suite/tally.ts'

const NOT_UNIT = ['lint', 'imports', 'types', 'e2e']

interface Outcome extends Tally {
  title: string
  seconds: number
}

process.exitCode = await main()

/** Runs the suite, or the steps named with `--only lint,unit,e2e,server,…`. Later steps run even when earlier ones fail. */
async function main(): Promise<number> {
  const steps = chosenSteps()
  if (steps === undefined) return 1
  // Ctrl-C reaches the running step by itself and ends it; what comes after must not begin.
  let isStopped = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      isStopped = true
    })
  }

  const folder = mkdtempSync(join(tmpdir(), 'cashwrap-suite-'))
  const outcomes: Outcome[] = []
  const needsPostgres = steps.some(({ name }) => !NOT_UNIT.includes(name))
  const postgres = needsPostgres
    ? await startPostgres({ dataDir: join(folder, 'postgres'), durable: false }).catch((error: unknown) => {
        console.error(sentenceOf(error))
        outcomes.push({ title: 'PostgreSQL for the tests', seconds: 0, ...stepTally(false) })
        return undefined
      })
    : undefined
  try {
    const env = suiteEnvironment(postgres?.url)
    for (const { title, run } of steps) {
      if (isStopped) break
      console.log(`\n── ${title} ${'─'.repeat(Math.max(3, 72 - title.length))}`)
      const began = performance.now()
      const tally = await run(env, folder)
      outcomes.push({ title, seconds: (performance.now() - began) / 1000, ...tally })
    }
  } finally {
    await postgres?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  if (isStopped) return 130
  return conclude(outcomes)
}

function chosenSteps(): Step[] | undefined {
  const { only } = parseArgs({ options: { only: { type: 'string' } } }).values
  const steps = allSteps()
  if (only === undefined) return steps
  const names = only.split(',').flatMap((name) => (name === 'unit' ? unitNames(steps) : [name]))
  const unknown = names.find((name) => !steps.some((step) => step.name === name))
  if (unknown === undefined) return steps.filter(({ name }) => names.includes(name))
  console.error(`There is no step "${unknown}": the steps are unit, ${steps.map(({ name }) => name).join(', ')}.`)
  return undefined
}

const unitNames = (steps: Step[]): string[] => steps.map(({ name }) => name).filter((name) => !NOT_UNIT.includes(name))

/** The suite must come out the same on every machine, so the operator's settings stay out of it. */
function suiteEnvironment(postgresUrl: string | undefined): Environment {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined &&
      !/^(DATABASE_|STRIPE_|SMTP_|MAIL_|WHATSAPP_|AUTH_|TAX_|SHOP_|STORAGE_|CHECKOUT_|SEAT_|INSTANCE_|JWT_|ALLOWED_|PLATFORM_|REDIS_URL$|BASE_URL$|FRONT_URL$|PORT$|DATA_DIR$)/.test(
        entry[0],
      ),
  )
  return {
    ...Object.fromEntries(inherited),
    ...(postgresUrl === undefined ? {} : { TEST_POSTGRES_URL: postgresUrl }),
  }
}

function conclude(outcomes: Outcome[]): number {
  console.log('')
  for (const { title, seconds, passed, failed } of outcomes) {
    const mark = failed === 0 ? ' ' : '✗'
    console.log(
      `${mark} ${title.padEnd(32)} ${`${passed} passed, ${failed} failed`.padEnd(26)} ${seconds.toFixed(1)} s`,
    )
  }
  const { passed, failed, notRun } = addUp(outcomes)
  console.log('')
  if (notRun.length > 0) console.log(`Did not run here: ${notRun.join('; ')}`)
  console.log(`${passed} passed, ${failed} failed`)
  return failed === 0 && passed > 0 ? 0 : 1
}
