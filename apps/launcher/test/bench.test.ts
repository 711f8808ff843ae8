import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { toBareStatement } from '../src/bench/bare-route.ts'
import { closedLoop, closedLoopFor } from '../src/bench/closed-loop.ts'
import { figuresOf } from '../src/bench/figures.ts'
import { openLoop } from '../src/bench/open-loop.ts'
import { processorTime } from '../src/bench/processor-time.ts'
import { statementsIn, statementsPerCall } from '../src/bench/statement-log.ts'

const SITE = '019ab000-0000-7000-8000-000000000001'
const ENTRY = '019ab000-0000-7000-8000-000000000002'
const LOG = `bench|LOG:  statement: select 'mark of the begin'
cashwrap|LOG:  execute <unnamed>: select "id"
\t  from plugin_sites where token_hash = $1
cashwrap|DETAIL:  Parameters: $1 = '\\x00ff'
cashwrap-queue|LOG:  execute <unnamed>: select 1
cashwrap|LOG:  statement: begin
cashwrap|LOG:  execute spend: insert $1, $2, $3, $4, $5
cashwrap|DETAIL:  Parameters: $1 = '${SITE}', $2 = '77', $3 = 'it''s', $4 = NULL, $5 = '${ENTRY}'
`

describe('what the server asks of PostgreSQL', () => {
  it('is read from its log: all of each statement, of the server alone', () => {
    expect(statementsIn(LOG)).toEqual([
      { name: null, text: 'select "id"\n  from plugin_sites where token_hash = $1', parameters: ['\\x00ff'] },
      { name: null, text: 'begin', parameters: [] },
      { name: 'spend', text: 'insert $1, $2, $3, $4, $5', parameters: [SITE, '77', "it's", null, ENTRY] },
    ])
  })

  it('is counted by call, without what comes now and then', () => {
    const sent = (text: string, times: number) =>
      Array.from({ length: times }, () => ({ name: null, text, parameters: [] }))
    expect(statementsPerCall([...sent('begin', 40), ...sent('update', 20), ...sent('sweep', 5)], 20)).toBe(3)
  })

  it('can be asked for any site and user, with new ids', () => {
    const spend = { name: 'spend', text: 'insert', parameters: [SITE, '77', "it's", null, ENTRY] }
    expect(toBareStatement(spend, { siteId: SITE, userId: 77 })).toEqual({
      name: 'spend',
      text: 'insert',
      parameters: ['site', 'user', { always: "it's" }, { always: null }, 'new id'],
    })
  })
})

it('works through a list by so many lanes, each thing once', async () => {
  const done: number[] = []
  let atOnce = 0
  let mostAtOnce = 0
  const figures = await closedLoop([1, 2, 3, 4, 5], 2, async (item) => {
    mostAtOnce = Math.max(mostAtOnce, ++atOnce)
    await new Promise(setImmediate)
    done.push(item)
    atOnce--
  })
  expect([done.toSorted(), mostAtOnce, figures.count]).toEqual([[1, 2, 3, 4, 5], 2, 5])
})

it('has every lane work until the time is up', async () => {
  const done = { a: 0, b: 0 }
  const { count } = await closedLoopFor(0.05, ['a', 'b'] as const, async (lane) => {
    await new Promise(setImmediate)
    done[lane]++
  })
  expect(done.a).toBeGreaterThan(1)
  expect(done.b).toBeGreaterThan(1)
  expect(count).toBe(done.a + done.b)
})

it('counts the wait for a free connection from the moment a request was due', async () => {
  const MILLISECONDS_EACH = 50
  const times: number[] = []
  let atOnce = 0
  let mostAtOnce = 0
  await openLoop(
    { rate: 1000, lanes: ['only'], items: [1, 2, 3, 4] },
    async () => {
      mostAtOnce = Math.max(mostAtOnce, ++atOnce)
      const end = performance.now() + MILLISECONDS_EACH
      while (performance.now() < end) await new Promise(setImmediate)
      atOnce--
    },
    (_, milliseconds) => times.push(milliseconds),
  )
  expect(mostAtOnce).toBe(1)
  // The fourth was due 3 ms after the first, and had to wait for three others.
  for (const [index, time] of times.entries()) expect(time).toBeGreaterThan((index + 1) * MILLISECONDS_EACH - index - 1)
})

it('tells the share below which times are, and the rate', () => {
  const times = Array.from({ length: 200 }, (_, index) => 200 - index)
  expect(figuresOf(times, 4)).toEqual({ count: 200, rate: 50, p50: 101, p95: 191, p99: 199, max: 200 })
})

it.runIf(process.platform === 'linux')('tells what a process and its children have used of the processor', () => {
  const before = processorTime(process.pid)
  spawnSync(process.execPath, ['-e', 'while (process.cpuUsage().user < 300_000);'])
  expect(processorTime(process.pid) - before).toBeGreaterThanOrEqual(300)
  expect(processorTime(2 ** 30)).toBeNaN()
})
