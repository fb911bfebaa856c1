import { expect, test } from 'bun:test'
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { APART } from '../bin/bundle.ts'
import manifest from '../package.json'
import { temporaryFolder } from './db/database.ts'

const BIN = join(import.meta.dir, '../bin')

test('what runs is the one file that was made of just these sources, and else the sources', async () => {
  using folder = temporaryFolder()
  const root = folder.path
  cpSync(BIN, join(root, 'bin'), { recursive: true })
  writeFileSync(join(root, 'package.json'), '{}')
  mkdirSync(join(root, 'src'))
  // One of those packages that have a file of their own.
  const packaged = join(root, 'node_modules/markdown-it')
  mkdirSync(packaged, { recursive: true })
  writeFileSync(join(packaged, 'index.js'), `module.exports = () => 'set apart'`)
  writeFileSync(join(packaged, 'package.json'), '{}')
  const write = (word: string) =>
    writeFileSync(
      join(root, 'src/main.ts'),
      `import('markdown-it').then(({ default: where }) =>
         console.log('${word}', new Error().stack.includes('/dist/'), process.argv[2], where()))`,
    )
  const run = async (...words: string[]) => {
    const child = Bun.spawn([process.execPath, ...words], { cwd: root, stdout: 'pipe' })
    expect(await child.exited).toBe(0)
    return (await new Response(child.stdout).text()).trim()
  }
  write('first')
  expect(await run('bin/almanac.ts', 'help')).toBe('first false help set apart')
  await run('bin/bundle.ts')
  expect(await run('bin/almanac.ts', 'help')).toBe('first true help set apart')
  const [made = ''] = readdirSync(join(root, 'dist'))
  const textOf = (name: string) => readFileSync(join(root, 'dist', made, name), 'utf8')
  expect([textOf('main.js'), textOf('markdown-it.js')].map((text) => text.includes('set apart'))).toEqual([
    false,
    true,
  ])
  // As left by one that was killed, whose number is nobody's.
  mkdirSync(join(root, 'dist/0123456789abcdef-4194305'))
  write('changed')
  expect(await run('bin/almanac.ts', 'help')).toBe('changed false help set apart')
  await run('bin/bundle.ts')
  expect(await run('bin/almanac.ts', 'help')).toBe('changed true help set apart')
  // That of the sources as they were is gone, and nothing unfinished is left.
  expect(readdirSync(join(root, 'dist'))).toHaveLength(1)
})

// A peer of a package was among them: where no peers are installed, as in the image, no file was made at all.
test('what has a file of its own is a package that every installation has', () => {
  expect(APART.filter((name) => !Object.hasOwn(manifest.dependencies, name))).toEqual([])
})
