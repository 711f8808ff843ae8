import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { ENDPOINTS } from '../../src/api/endpoints.ts'

const operations = ENDPOINTS.map(({ operation }) => operation).sort()

it('the README has one row per operation, and no other', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  const rows = [...readme.matchAll(/^\| `((?:GET|POST|DELETE) \/v1\/[^`]*)` +\|/gm)].map((match) => match[1])
  expect(rows.sort()).toEqual(operations)
})

it('every operation has a contract test of its name', () => {
  const folder = new URL('.', import.meta.url)
  const titles = readdirSync(folder)
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
    .flatMap((source) => [...source.matchAll(/\bit\('((?:GET|POST|DELETE) \/v1\/[^:' ]*(?::\w+[^:' ]*)*): /g)])
    .map((match) => match[1])
  expect(operations.filter((operation) => !titles.includes(operation))).toEqual([])
})
