import type { InboxState, InboxWhose } from '@cashwrap/shared/contracts/staff'
import { handlingOf, type ProviderEvent } from './provider-event.ts'

/** This server's name on the account it shares, and the names of those it shares it with. */
export interface Instances {
  instance: string
  peers: readonly string[]
}

interface Kept extends Pick<ProviderEvent, 'type' | 'account'> {
  state: InboxState
  /** What its object names. */
  instance: string | null
}

/**
 * Whose an event of the inbox is. `unclaimed` is what an instance should have acted on and none does, as far as anybody here knows.
 * Null for what no instance acts on.
 */
export function whoseOf(event: Kept, { instance, peers }: Instances): InboxWhose | null {
  if (event.state !== 'ignored' || event.instance === instance) return 'ours'
  if (event.instance !== null && peers.includes(event.instance)) return 'others'
  return handlingOf(event) === 'ignore' ? null : 'unclaimed'
}
