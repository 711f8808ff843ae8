import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { cruise, type IViolation } from 'dependency-cruiser'
import { IMPORT_RULES } from './import-rules.ts'
import { ROOT } from './settings.ts'

const FOLDERS = ['apps', 'packages', 'e2e']
const NOT_OURS = /(^|\/)(node_modules|dist|fixtures|test-results|playwright-report)(\/|$)/

export interface ImportReport {
  /** How many of our files were read. */
  files: number
  violations: IViolation[]
  /** Files the tool did not read. With any, the absence of violations proves nothing. */
  unread: string[]
}

/** Holds every import below `root` against the rules of the house. */
export async function checkImports(root: string): Promise<ImportReport> {
  const folders = FOLDERS.filter((folder) => readdirSync(root).includes(folder))
  const { output } = await cruise(folders, {
    baseDir: root,
    validate: true,
    ruleSet: { forbidden: IMPORT_RULES },
    exclude: { path: '(^|/)(dist|fixtures|test-results|playwright-report)/' },
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  })
  if (typeof output === 'string') throw new Error('dependency-cruiser answered with text where a result was expected')
  const read = new Set(output.modules.map((module) => module.source))
  const files = folders.flatMap((folder) => sourcesBelow(root, folder))
  return {
    files: files.length,
    violations: output.summary.violations,
    // dependency-cruiser passes over what its TypeScript cannot read, and then finds nothing wrong with it.
    unread: files.filter((file) => !read.has(file)),
  }
}

function sourcesBelow(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => !NOT_OURS.test(entry.name))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) return sourcesBelow(root, path)
      return /\.tsx?$/.test(path) && !path.endsWith('.d.ts') ? [path] : []
    })
}

function describe({ rule, from, to, cycle }: IViolation): string {
  const comment = IMPORT_RULES.find((one) => one.name === rule.name)?.comment
  const path = cycle && cycle.length > 0 ? cycle.map((step) => step.name).join(' → ') : to
  return `${from} → ${path}\n  ${rule.name}: ${comment ?? ''}`
}

if (import.meta.main) {
  const { files, violations, unread } = await checkImports(ROOT)
  for (const violation of violations) console.error(describe(violation))
  for (const file of unread) console.error(`${file} was not read`)
  console.log(`${files} files, ${violations.length} forbidden imports, ${unread.length} files unread`)
  if (violations.length + unread.length > 0 || files === 0) process.exitCode = 1
}
