import { relative } from 'node:path'
import { StartFailure, sentenceOf } from './failure.ts'
import { type OpenHouse, openHouse } from './house.ts'
import { readSettings } from './settings.ts'

const CARD = '4242 4242 4242 4242'

/**
 * Opens the house, says where everything is, and closes it on Ctrl-C (or SIGTERM, a closed terminal, or the end of the
 * process that started this one). Returns the exit code: 0 when asked to stop, 1 when something failed by itself.
 */
export async function runHouse({ title, hotReloadPort }: { title: string; hotReloadPort?: number }): Promise<0 | 1> {
  const stop = new AbortController()
  const asked = new Promise<void>((resolve) => stop.signal.addEventListener('abort', () => resolve()))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) process.on(signal, () => stop.abort())
  process.channel?.unref()

  try {
    const house = await openHouse({
      settings: readSettings(process.env),
      signal: stop.signal,
      onStep: (words) => say(`${words} …`),
      ...(hotReloadPort === undefined ? {} : { hotReloadPort }),
    })
    say(summary(title, house))
    const trouble = await Promise.race([asked, house.broken])
    if (stop.signal.aborted) say('\nClosing …')
    await house.close()
    if (stop.signal.aborted || trouble === undefined) return 0
    throw new StartFailure(trouble)
  } catch (error) {
    if (stop.signal.aborted) return 0
    process.stderr.write(`${sentenceOf(error)}\n`)
    return 1
  }
}

const say = (words: string) => process.stdout.write(`${words}\n`)

/** As one would type it from here, unless that climbs out of this folder. */
const shortest = (path: string): string => {
  const near = relative(process.cwd(), path)
  return near.startsWith('..') ? path : near
}

function summary(title: string, { shopUrl, sandboxUrl, staffUrl, logs }: OpenHouse): string {
  const lines: [string, string][] = [
    ['Shop', shopUrl],
    ['Staff', staffUrl ?? 'pnpm cli staff-link <your e-mail address>'],
    ...(sandboxUrl
      ? ([
          ['Sandbox', `${sandboxUrl}/_sandbox`],
          ['Mailbox', `${sandboxUrl}/_sandbox/ui/mail`],
        ] as [string, string][])
      : []),
    ['Logs', shortest(logs)],
  ]
  const bold = process.stdout.isTTY ? (text: string) => `\u001b[1m${text}\u001b[22m` : (text: string) => text
  return [
    '',
    `  ${bold(title)}`,
    '',
    ...lines.map(([name, address]) => `  ${name.padEnd(9)} ${address}`),
    '',
    sandboxUrl ? `  Test money: pay with ${CARD}, any later date and any code.` : undefined,
    '  Ctrl-C stops everything; the data stays.',
    '',
  ]
    .filter((line) => line !== undefined)
    .join('\n')
}
