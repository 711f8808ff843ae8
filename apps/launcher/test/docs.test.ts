import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { MODULE_MAY_USE } from '../src/import-rules.ts'
import { ROOT } from '../src/settings.ts'

const DOCS = ['README.md', 'ARCHITECTURE.md', 'CHANGELOG.md', ...globSync('{apps,packages}/*/README.md', { cwd: ROOT })]
/** Every module may use these two. */
const FOR_ALL = new Set(['audit', 'auth'])
const FILE = /\.(ts|tsx|mjs|md|json|yaml|sql|css|png|grit)$/
const TOP = readRoot()

/** Made at run time, or what a reader is to put in. */
const isNoPath = (text: string): boolean => /[\s:{}()$@…]|^\.data\b|^\/|^-/.test(text)

/** What a page calls by path: links, pictures, and code that has a slash and ends like a file or begins like our folders. */
function pathsIn(page: string): string[] {
  const prose = page.replace(/^ *```[\s\S]*?^ *```/gm, '')
  const linked = [...prose.matchAll(/\]\(([^)#]+)|src="([^"]+)"/g)].map(([, link, source]) => link ?? source ?? '')
  const code = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, text]) => text ?? '')
  return [
    ...linked.filter((link) => !/^https?:/.test(link)),
    ...code.filter(
      (text) =>
        !isNoPath(text) &&
        text.includes('/') &&
        (FILE.test(text) || text.endsWith('/') || TOP.has(text.split('/')[0] ?? '')),
    ),
  ]
}

function readRoot(): Set<string> {
  return new Set([...globSync('*', { cwd: ROOT }), 'src', 'test', 'modules', 'transport', 'gateways', 'platform'])
}

/** Up to its first placeholder a path must exist: from the root, beside the page, or in the server's sources. */
function isThere(path: string, doc: string): boolean {
  const fixed = path.replace(/[^/]*[<*].*$/, '')
  return [ROOT, join(ROOT, dirname(doc)), join(ROOT, 'apps/server/src')].some((base) => existsSync(join(base, fixed)))
}

describe.each(DOCS)('%s', (doc) => {
  const page = readFileSync(join(ROOT, doc), 'utf8')

  it('names only paths that exist', () => {
    expect(pathsIn(page).filter((path) => !isThere(path, doc))).toEqual([])
  })

  it('speaks to its reader alone: no places of another machine, no numbers of a tracker', () => {
    expect(page.match(/\/(work|home|Users|tmp)\/|\b(issue|ticket|PR) ?#?\d+|\bregistry\.[a-z]|\bTODO\b/gi)).toBeNull()
  })
})

it('finds the paths of a page, and sees those that are not there', () => {
  const architecture = pathsIn(readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8'))
  expect(architecture).toContain('modules/checkout/settle-checkout.ts')
  expect(architecture.length).toBeGreaterThan(40)
  const page = 'See `apps/nowhere/`, [this](apps/gone.md), `modules/<capability>/x.ts` and `modules/gone/<name>.ts`.'
  expect(pathsIn(page).filter((path) => !isThere(path, 'README.md'))).toEqual([
    'apps/gone.md',
    'apps/nowhere/',
    'modules/gone/<name>.ts',
  ])
})

describe('ARCHITECTURE.md', () => {
  const page = readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8')
  const cellsOf = (heading: string): string[][] =>
    (page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '')
      .split('\n')
      .filter((line) => line.startsWith('| ') && !line.startsWith('| -'))
      .slice(1)
      .map((line) => line.split('|').map((cell) => cell.trim()))

  it('has every module, each after those it may use, and names those as the import rules do', () => {
    const present = globSync('*', { cwd: join(ROOT, 'apps/server/src/modules') })
    const rows = cellsOf('Modules, lowest first').map(([, name, , uses]) => ({ name: name?.slice(1, -1) ?? '', uses }))
    expect(rows.map(({ name }) => name).sort()).toEqual(present.sort())
    for (const [at, { name, uses }] of rows.entries()) {
      const allowed = (MODULE_MAY_USE[name] ?? []).filter((one) => present.includes(one)).sort()
      const below = rows.slice(0, at).map((row) => row.name)
      if (uses === 'all above but desk')
        expect(allowed).toEqual(below.filter((one) => !FOR_ALL.has(one) && one !== 'desk').sort())
      else if (!FOR_ALL.has(name)) expect(uses?.split(', ').filter(Boolean).sort(), name).toEqual(allowed)
      expect(below, name).toEqual(expect.arrayContaining(allowed))
    }
  })

  it('has every table in one group', () => {
    const named = cellsOf('Tables').flatMap(([, , tables]) => tables?.match(/[a-z_]+/g) ?? [])
    const files = globSync('*.ts', { cwd: join(ROOT, 'packages/shared/src/db/tables') })
    expect(named.sort()).toEqual(files.map((file) => file.replace(/\.ts$/, '').replaceAll('-', '_')).sort())
  })
})
