/** docs/api.md tells the truth: its commands are run, and its answers come. */
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ServerProcess, startServer } from './server-process.ts'
import { Comparison, examplesIn, runExamples } from './shell-examples.ts'

const DOCUMENT = readFileSync(join(import.meta.dir, '../docs/api.md'), 'utf8')
const ADDRESS = 'http://localhost:3000'

const folder = mkdtempSync(join(tmpdir(), 'almanac-docs-'))
let server: ServerProcess

beforeAll(async () => {
  server = await startServer({ env: { DATA_DIR: join(folder, 'data') } })
})
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

test('each command of docs/api.md is answered as the document says', async () => {
  const examples = examplesIn(DOCUMENT.replaceAll(ADDRESS, server.url))
  const printed = await runExamples(examples, folder, {})
  const comparison = new Comparison()
  const differences = examples.flatMap(({ answer, line }, i) =>
    answer === null
      ? []
      : comparison.differences(answer, printed[i] ?? '').map((one) => `line ${line}: ${one}`),
  )
  expect(differences).toEqual([])
})
