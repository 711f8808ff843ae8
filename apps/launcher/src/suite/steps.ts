import { spawn } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type Environment, ROOT } from '../settings.ts'
import { stepTally, type Tally, tallyPlaywright, tallyVitest } from './tally.ts'

export interface Step {
  name: string
  title: string
  /** Its output goes to the terminal as it comes; `folder` takes reports. */
  run(env: Environment, folder: string): Promise<Tally>
}

const BIN = join(ROOT, 'node_modules')
const TSC = join(BIN, 'typescript/bin/tsc')
const BIOME = join(BIN, '@biomejs/biome/bin/biome')

const packages = (): string[] => globSync(['packages/*', 'apps/*', 'e2e'], { cwd: ROOT }).sort()

/** The whole suite in order: what fails soonest first, what takes longest last. */
export function allSteps(): Step[] {
  return [
    {
      name: 'lint',
      title: 'Format and lint',
      run: async (env) => stepTally((await run([BIOME, 'check', '--error-on-warnings', '.'], env)) === 0),
    },
    {
      name: 'imports',
      title: 'Import rules',
      run: async (env) => stepTally((await run([join(ROOT, 'apps/launcher/src/check-imports.ts')], env)) === 0),
    },
    { name: 'types', title: 'Types', run: checkTypes },
    ...packages().filter(hasUnitTests).map(vitestStep),
    { name: 'e2e', title: 'Journeys in a browser', run: runPlaywright },
  ]
}

async function checkTypes(env: Environment): Promise<Tally> {
  const failed: string[] = []
  for (const folder of packages().filter((one) => existsSync(join(ROOT, one, 'tsconfig.json')))) {
    if ((await run([TSC, '-p', folder], env)) !== 0) failed.push(folder)
  }
  if (failed.length > 0) console.log(`types do not hold in ${failed.join(', ')}`)
  return stepTally(failed.length === 0)
}

function hasUnitTests(folder: string): boolean {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')) as {
    scripts?: Record<string, string>
  }
  return scripts?.['test'] !== undefined
}

function vitestStep(folder: string): Step {
  const name = basename(folder)
  return {
    name,
    title: `Tests of ${folder}`,
    run: async (env, reports) => {
      const report = join(reports, `${name}.json`)
      const vitest = join(ROOT, folder, 'node_modules/vitest/vitest.mjs')
      const args = [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
      return tallyVitest(report, await run(args, env, join(ROOT, folder)))
    },
  }
}

async function runPlaywright(env: Environment, reports: string): Promise<Tally> {
  const report = join(reports, 'e2e.json')
  const folder = join(ROOT, 'e2e')
  const args = [join(folder, 'node_modules/@playwright/test/cli.js'), 'test', '--reporter=list,json']
  return tallyPlaywright(report, await run(args, { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: report }, folder))
}

function run(args: string[], env: Environment, cwd = ROOT): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'] })
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}
