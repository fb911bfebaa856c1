import { expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../src/config/env.ts'
import { createContext } from '../src/context.ts'

// Tests hash cheaply, by an argument of `createContext`: nothing that somebody sets may do so.
test('Passwords cost what OWASP asks for, whatever the environment says', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'almanac-test-'))
  await using context = await createContext(readConfig({ DATA_DIR: folder, ENVIRONMENT: 'development' }))
  const hash = await context.passwordHashes.make('the password of ada')
  expect(hash).toStartWith('$argon2id$v=19$m=19456,t=2,p=1$')
  expect(await context.passwordHashes.match('the password of ada', hash)).toBe('prepared')
  expect(await context.passwordHashes.match('the password of ada', null)).toBeNull()
  rmSync(folder, { recursive: true })
})
