import { existsSync, readFileSync } from 'node:fs'

/** What one step of the suite came to. */
export interface Tally {
  passed: number
  failed: number
  /** Names of what did not run, each a whole phrase for the closing lines. */
  notRun: string[]
}

export const stepTally = (isGood: boolean): Tally => ({ passed: isGood ? 1 : 0, failed: isGood ? 0 : 1, notRun: [] })

interface VitestReport {
  success: boolean
  testResults: {
    name: string
    status: string
    assertionResults: { fullName: string; status: string }[]
  }[]
}

/** Counts vitest's JSON. A file that does not even load counts as one failure, and so does a run that failed as a whole. */
export function tallyVitest(file: string, exitCode: number): Tally {
  const report = readReport<VitestReport>(file)
  if (report === undefined) return stepTally(false)
  const tests = report.testResults.flatMap((result) => result.assertionResults)
  const failed =
    tests.filter(({ status }) => status === 'failed').length +
    report.testResults.filter((one) => one.status === 'failed' && one.assertionResults.length === 0).length
  return {
    passed: tests.filter(({ status }) => status === 'passed').length,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    notRun: tests.filter(({ status }) => status !== 'passed' && status !== 'failed').map(({ fullName }) => fullName),
  }
}

interface PlaywrightSuite {
  suites?: PlaywrightSuite[]
  specs?: { title: string; file: string; tests: { status: string; projectName: string }[] }[]
}

interface PlaywrightReport extends PlaywrightSuite {
  errors: unknown[]
}

/** Counts Playwright's JSON. A test that passed only when tried again counts as failed. */
export function tallyPlaywright(file: string, exitCode: number): Tally {
  const report = readReport<PlaywrightReport>(file)
  if (report === undefined) return stepTally(false)
  const tests = specsIn(report).flatMap((spec) =>
    spec.tests.map(({ status, projectName }) => ({ status, name: `${spec.title} (${projectName})` })),
  )
  const failed = tests.filter(({ status }) => status === 'unexpected' || status === 'flaky').length
  const isBroken = failed === 0 && (exitCode !== 0 || report.errors.length > 0)
  return {
    passed: tests.filter(({ status }) => status === 'expected').length,
    failed: isBroken ? 1 : failed,
    notRun: tests.filter(({ status }) => status === 'skipped').map(({ name }) => name),
  }
}

const specsIn = (suite: PlaywrightSuite): NonNullable<PlaywrightSuite['specs']> => [
  ...(suite.specs ?? []),
  ...(suite.suites ?? []).flatMap(specsIn),
]

function readReport<Report>(file: string): Report | undefined {
  if (!existsSync(file)) return undefined
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report
  } catch {
    return undefined
  }
}

export function addUp(tallies: Tally[]): Tally {
  return {
    passed: tallies.reduce((sum, one) => sum + one.passed, 0),
    failed: tallies.reduce((sum, one) => sum + one.failed, 0),
    notRun: tallies.flatMap((one) => one.notRun),
  }
}
