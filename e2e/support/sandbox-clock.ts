import { decideHouse } from './house.ts'

/** Puts the sandbox's time forward, and with it the shop's, which looks at it every second. */
export async function advanceClock(seconds: number): Promise<void> {
  const { sandboxUrl } = await decideHouse()
  const answer = await fetch(`${sandboxUrl}/_sandbox/clock/advance`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ seconds }),
  })
  if (!answer.ok) throw new Error(`The clock did not move: ${await answer.text()}`)
}
