import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addUp, tallyPlaywright, tallyVitest } from '../src/suite/tally.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cashwrap-tally-'))
})

afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

async function report(content: unknown): Promise<string> {
  const file = join(folder, 'report.json')
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

const file = (status: string, ...statuses: string[]) => ({
  name: 'a.test.ts',
  status,
  assertionResults: statuses.map((one, at) => ({ fullName: `test ${at}`, status: one })),
})

describe("vitest's report", () => {
  it.each([
    ['all passed', [file('passed', 'passed', 'passed')], 0, { passed: 2, failed: 0, notRun: [] }],
    ['one failed', [file('failed', 'passed', 'failed')], 1, { passed: 1, failed: 1, notRun: [] }],
    ['a file that does not load', [file('failed'), file('passed', 'passed')], 1, { passed: 1, failed: 1, notRun: [] }],
    ['an error outside of any test', [file('passed', 'passed')], 1, { passed: 1, failed: 1, notRun: [] }],
    ['a skipped test', [file('passed', 'passed', 'skipped')], 0, { passed: 1, failed: 0, notRun: ['test 1'] }],
    ['a test still to be written', [file('passed', 'todo')], 0, { passed: 0, failed: 0, notRun: ['test 0'] }],
  ])('%s', async (_, testResults, exitCode, tally) => {
    expect(tallyVitest(await report({ success: exitCode === 0, testResults }), exitCode)).toEqual(tally)
  })

  it('that is missing or cut off counts as a failure', async () => {
    expect(tallyVitest(join(folder, 'none.json'), 0)).toEqual({ passed: 0, failed: 1, notRun: [] })
    expect(tallyVitest(await report('{"testRes'), 0)).toEqual({ passed: 0, failed: 1, notRun: [] })
  })
})

describe("Playwright's report", () => {
  const suites = (...statuses: string[]) => [
    {
      specs: [],
      suites: [
        {
          specs: statuses.map((status) => ({
            title: 'buys a course',
            file: 'a.spec.ts',
            tests: [{ status, projectName: 'phone' }],
          })),
        },
      ],
    },
  ]

  it.each([
    ['all passed', suites('expected', 'expected'), [], 0, { passed: 2, failed: 0, notRun: [] }],
    ['one failed', suites('expected', 'unexpected'), [], 1, { passed: 1, failed: 1, notRun: [] }],
    ['one passed at the second try', suites('flaky'), [], 0, { passed: 0, failed: 1, notRun: [] }],
    ['one skipped', suites('skipped'), [], 0, { passed: 0, failed: 0, notRun: ['buys a course (phone)'] }],
    ['a house that did not open', [], [{ message: 'no' }], 1, { passed: 0, failed: 1, notRun: [] }],
  ])('%s', async (_, nested, errors, exitCode, tally) => {
    expect(tallyPlaywright(await report({ suites: nested, errors }), exitCode)).toEqual(tally)
  })
})

it('adds up', () => {
  const sum = addUp([
    { passed: 2, failed: 1, notRun: ['a'] },
    { passed: 3, failed: 0, notRun: ['b'] },
  ])
  expect(sum).toEqual({ passed: 5, failed: 1, notRun: ['a', 'b'] })
})
