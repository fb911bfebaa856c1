import { expect, test } from 'bun:test'
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from './db/database.ts'

const BIN = join(import.meta.dir, '../bin')

test('what runs is the one file that was made of just these sources, and else the sources', async () => {
  using folder = temporaryFolder()
  const root = folder.path
  cpSync(BIN, join(root, 'bin'), { recursive: true })
  writeFileSync(join(root, 'package.json'), '{}')
  mkdirSync(join(root, 'src'))
  const write = (word: string) =>
    writeFileSync(
      join(root, 'src/main.ts'),
      `console.log('${word}', new Error().stack.includes('/dist/'), process.argv[2])`,
    )
  const run = async (...words: string[]) => {
    const child = Bun.spawn([process.execPath, ...words], { cwd: root, stdout: 'pipe' })
    expect(await child.exited).toBe(0)
    return (await new Response(child.stdout).text()).trim()
  }
  write('first')
  expect(await run('bin/almanac.ts', 'help')).toBe('first false help')
  await run('bin/bundle.ts')
  expect(await run('bin/almanac.ts', 'help')).toBe('first true help')
  // As left by one that was killed, whose number is nobody's.
  mkdirSync(join(root, 'dist/0123456789abcdef-4194305'))
  write('changed')
  expect(await run('bin/almanac.ts', 'help')).toBe('changed false help')
  await run('bin/bundle.ts')
  expect(await run('bin/almanac.ts', 'help')).toBe('changed true help')
  // That of the sources as they were is gone, and nothing unfinished is left.
  expect(readdirSync(join(root, 'dist'))).toHaveLength(1)
})
