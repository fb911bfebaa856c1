/** docs/knowledge.md tells the truth: its commands are run, and its answers come. */
import { expect, test } from 'bun:test'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer } from './server-process.ts'
import { Comparison, examplesIn, runExamples } from './shell-examples.ts'

const DOCUMENT = readFileSync(join(import.meta.dir, '../docs/knowledge.md'), 'utf8')

test('each command of docs/knowledge.md is answered as the document says', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'almanac-docs-'))
  const server = await startServer({ env: { DATA_DIR: join(folder, 'data') } })
  try {
    const examples = examplesIn(DOCUMENT.replaceAll('http://localhost:3000', server.url))
    const printed = await runExamples(examples, folder, {})
    const comparison = new Comparison()
    const differences = examples.flatMap(({ answer, line }, i) =>
      answer === null
        ? []
        : comparison.differences(answer, printed[i] ?? '').map((one) => `line ${line}: ${one}`),
    )
    expect(differences).toEqual([])
  } finally {
    await server[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true, force: true })
  }
})
