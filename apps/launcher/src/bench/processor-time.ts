import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts in hundredths of a second, whatever the processor. */
const MS_PER_TICK = 10

/**
 * Milliseconds of processor that a process has used, with its children, living and ended. It says more than a rate where others
 * use the machine too. NaN where there is no `/proc`.
 */
export function processorTime(pid: number): number {
  const processes = readProcesses()
  const own = processes.find((one) => one.pid === pid)
  if (!own) return Number.NaN
  const children = processes.filter(({ parent }) => parent === pid)
  const ticks = [own.ended, own.used, ...children.map(({ used }) => used)].reduce((sum, one) => sum + one, 0)
  return ticks * MS_PER_TICK
}

interface Process {
  pid: number
  parent: number
  used: number
  /** What its ended children had used. */
  ended: number
}

function readProcesses(): Process[] {
  try {
    return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? readProcess(Number(name)) : []))
  } catch {
    return []
  }
}

function readProcess(pid: number): Process[] {
  try {
    // The name in parentheses may hold anything; behind it come the state, the parent, and from the twelfth on the times.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ').map(Number) ?? []
    const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15)
    return [{ pid, parent: fields[1] ?? 0, used: user + system, ended: endedUser + endedSystem }]
  } catch {
    // Gone in the meantime.
    return []
  }
}
