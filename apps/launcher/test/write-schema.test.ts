import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { freshSchema, SCHEMA_FILE } from '../src/write-schema.ts'

it('schema.sql shows what the migrations make (else: pnpm db:schema)', async () => {
  expect(await freshSchema()).toBe(await readFile(SCHEMA_FILE, 'utf8'))
})
