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

test('an answer that is another than the one shown is found', () => {
  const differences = (shown: string, printed: string) => new Comparison().differences(shown, printed).length
  const [one, other] = ['01a21b41-a710-74b9-87df-74c448bfc5d9', '01a21b41-a71d-76eb-a8b1-e98adce060d6']
  const http = (status: string, body: string) => `HTTP/1.1 ${status}\netag: "x"\n\n${body}`
  expect(differences('{"a":1,…}', '{"a":1,"b":2}')).toBe(0)
  expect(differences('{"a":1}', '{"a":1,"b":2}')).toBe(1)
  expect(differences('[1,…]', '[2]')).toBe(1)
  expect(differences('[1]', '[1,2]')).toBe(1)
  expect(differences('"eyJ…"', '"other"')).toBe(1)
  expect(differences(`["${one}","${one}"]`, `["${other}","${other}"]`)).toBe(0)
  expect(differences(`["${one}","${one}"]`, `["${other}","01a21b41-b469-7126-8956-4d90aaf918cd"]`)).toBe(1)
  expect(differences('["2026-11-27"]', '["yesterday"]')).toBe(1)
  expect(differences(http('200 OK', '{"a":1}'), http('200 OK', '{"a":1}'))).toBe(0)
  expect(differences(http('200 OK', '{"a":1}'), http('201 Created', '{"a":2}'))).toBe(2)
})
