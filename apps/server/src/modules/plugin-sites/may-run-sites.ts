import { type Actor, isStaff } from '../auth/index.ts'

/** Whether an actor decides about sites: the operator, here and on the command line. */
export const mayRunSites = (actor: Actor): boolean => actor.kind === 'system' || isStaff(actor)
