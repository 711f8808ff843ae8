import { ok, type Result } from '@cashwrap/shared/result'
import type { Clock } from '@cashwrap/shared/time'
import type { Db } from '../../platform/db/database.ts'
import type { Actor } from '../auth/index.ts'
import type { Severity } from './invariant.ts'
import { breachesOf, INVARIANTS } from './invariant-report-store.ts'

export interface Finding {
  id: string
  says: string
  severity: Severity
  breaches: { subject: string; detail: string }[]
}

/** Checks every invariant against the database and changes nothing. Only those that are broken are answered. */
export async function examine(
  deps: { db: Db; clock: Clock },
  _actor: Actor,
  _input: undefined,
): Promise<Result<{ checked: number; findings: Finding[] }, never>> {
  const now = deps.clock.now()
  const findings: Finding[] = []
  for (const invariant of INVARIANTS) {
    const breaches = await breachesOf(deps.db, invariant, now)
    if (breaches.length > 0)
      findings.push({ id: invariant.id, says: invariant.says, severity: invariant.severity, breaches })
  }
  return ok({ checked: INVARIANTS.length, findings })
}
