import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { Settings } from './config.ts'

const readme = readFileSync(new URL('../../../../README.md', import.meta.url), 'utf8')
/** The default is not shown: it is for a shop that charges nobody. */
const HIDDEN_DEFAULTS = new Set(['AUTH_SECRET'])
const code = (cell: string | undefined): string | undefined => /^`(.*)`$/.exec(cell?.trim() ?? '')?.[1]

/** The rows of the README's table of settings; a default or example that is no value (`none`, words) is undefined. */
const table = (readme.split('\n## Settings\n')[1]?.split('\n## ')[0] ?? '').split('\n').flatMap((line) => {
  const [, name, meaning, usual, example] = line.split('|')
  const setting = code(name)
  return setting === undefined ? [] : [{ name: setting, meaning, usual: code(usual), example: code(example) }]
})

it("has a row in the README's table for every setting, and for nothing else", () => {
  expect(table.map(({ name }) => name).sort()).toEqual(Object.keys(Settings.shape).sort())
})

it.each(table)('tells the truth about $name', ({ name, meaning, usual, example }) => {
  const schema = Settings.shape[name as keyof typeof Settings.shape]
  expect(meaning?.trim()).toMatch(/\w/)
  expect(example, 'an example').toBeDefined()
  expect(schema.safeParse(example)).toMatchObject({ success: true })
  const unset = schema.safeParse(undefined)
  if (usual !== undefined) expect(unset, 'the default').toEqual(schema.safeParse(usual))
  else if (!HIDDEN_DEFAULTS.has(name)) expect([undefined, [], {}], 'no default').toContainEqual(unset.data)
})
