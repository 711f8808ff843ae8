import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { StartFailure } from '../failure.ts'

/** Who the database runs as. PostgreSQL refuses to run as root, so root lends it a user of its own. */
export interface Identity {
  uid: number
  gid: number
}

/** Undefined when the present user is fit to run PostgreSQL. As root: the user `postgres`, made if there is none. */
export function findIdentity(): Identity | undefined {
  if (process.getuid?.() !== 0) return undefined
  const known = readIdentity()
  if (known) return known
  for (const [program, ...args] of [
    ['useradd', '--system', '--user-group', '--no-create-home', 'postgres'],
    ['adduser', '-S', '-D', '-H', 'postgres'],
  ] as const) {
    try {
      execFileSync(program, args, { stdio: 'ignore' })
    } catch {
      continue
    }
    const made = readIdentity()
    if (made) return made
  }
  throw new StartFailure(
    'PostgreSQL does not run as root and no user "postgres" could be made for it: start as an ordinary user, or set DATABASE_URL.',
  )
}

function readIdentity(): Identity | undefined {
  if (!existsSync('/etc/passwd')) return undefined
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('postgres:'))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined
}

/** The command that runs a program as this identity; `paths` are the folders it must be able to walk into. */
export function runAs(identity: Identity | undefined, program: string, paths: string[]): [string, ...string[]] {
  if (!identity) return [program]
  const isShutOut = paths.some((path) => !canEnter(path, identity))
  if (isShutOut && !existsSync('/usr/bin/setpriv')) {
    throw new StartFailure(
      `The user "postgres", which the database runs as, cannot enter ${paths[0]}: move the folder out of a private one such as /root, or set DATABASE_URL.`,
    )
  }
  if (!isShutOut) return [program]
  // Below a folder that only root may enter (/root, a private temporary folder) the right to walk in is lent along.
  return [
    '/usr/bin/setpriv',
    `--reuid=${identity.uid}`,
    `--regid=${identity.gid}`,
    '--clear-groups',
    '--inh-caps=+dac_read_search',
    '--ambient-caps=+dac_read_search',
    '--securebits=+no_setuid_fixup',
    program,
  ]
}

function canEnter(path: string, { uid, gid }: Identity): boolean {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const { mode, uid: owner, gid: group } = statSync(folder)
    const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001
    if ((mode & bit) === 0) return false
    if (folder === dirname(folder)) return true
  }
}
