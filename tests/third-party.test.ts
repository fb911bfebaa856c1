import { expect, test } from 'bun:test'
import { join } from 'node:path'
import { thirdPartyNotices } from '../scripts/third-party.ts'

test('docs/third-party.md names what comes along: "bun scripts/third-party.ts" writes it', async () => {
  const written = await Bun.file(join(import.meta.dir, '../docs/third-party.md')).text()
  expect(written === thirdPartyNotices()).toBe(true)
  const { dependencies } = await Bun.file(join(import.meta.dir, '../package.json')).json()
  for (const [name, version] of Object.entries(dependencies))
    expect(written).toContain(`| ${name} | ${version} |`)
})
