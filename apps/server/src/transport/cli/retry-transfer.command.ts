import type { Deps } from '../../app/deps.ts'
import { systemActor } from '../../modules/auth/index.ts'
import { type RetryFailure, retryTransfer } from '../../modules/marketplace/index.ts'
import { misused } from './misused.ts'

const WHY: Readonly<Record<RetryFailure['kind'], string>> = {
  'unknown-transfer': 'There is no such transfer: `pnpm cli doctor` names those that were refused.',
  'not-failed': 'That transfer was not refused: it is made, or will be without your help.',
  'no-account': 'Its seller has no account that it could go to.',
}

/** `retry-transfer <transfer id>`: one that Stripe refused, to the account its seller has now. */
export async function retryTransferCommand(deps: Deps, [transferId]: readonly string[]): Promise<number> {
  if (transferId === undefined) return misused('retry-transfer needs the id of a transfer, as the doctor names it.')
  const retried = await retryTransfer(deps, systemActor('cli'), { transferId })
  if (!retried.ok) {
    console.error(WHY[retried.failure.kind])
    return 1
  }
  console.log(`Transfer ${transferId} goes to ${retried.value.accountId} now.`)
  return 0
}
