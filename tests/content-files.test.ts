import { describe, expect, test } from 'bun:test'
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { exportTexts, importText, readText } from '../src/modules/content/files/content-files.ts'
import { readTextFile, writeTextFile } from '../src/modules/content/files/front-matter.ts'
import { onEachEngine, sharedApp } from './app.ts'
import { signUp as signUpThere } from './journeys/client.ts'
import { installation } from './journeys/installation.ts'
import { Knowledge } from './knowledge.ts'
import { signUp } from './people.ts'
import { drifts } from './teams.ts'

describe('A file of Markdown', () => {
  test('says what it is in its front matter, or else by a heading or its name', () => {
    const full =
      '---\r\ntitle: "Roses: a guide"\r\nslug: roses\ntags: [garden, 2026]\nstatus: review\n---\r\n\nDeep.\n'
    expect(readTextFile(full, 'x')).toEqual({
      ...{
        title: 'Roses: a guide',
        slug: 'roses',
        tags: ['garden', '2026'],
        status: 'review',
        body: 'Deep.',
      },
    })
    expect(readTextFile('\uFEFF# Soil\n\nDeep.', 'x')).toEqual({ title: 'Soil', body: '# Soil\n\nDeep.' })
    expect(readTextFile('---\ntags:\n  - a\n---\nDeep.', 'my notes')).toMatchObject({
      title: 'my notes',
      tags: ['a'],
    })
    expect(readTextFile('---\n---\nDeep.\n---\nWet.', 'x').body).toBe('Deep.\n---\nWet.')
    // A line across the text is no front matter.
    expect(readTextFile('Deep.\n\n---\n\nWet.', 'x').body).toBe('Deep.\n\n---\n\nWet.')
  })

  test('is refused with what is wrong with it', () => {
    for (const [yaml, says] of [
      ['titel: x', 'titel: is unknown: there are title'],
      ['title: [x]', 'title: must be a text'],
      ['status: gone', 'status: must be one of draft'],
      ['slug: 007', 'slug: holds a number that would change'],
      ['tags: [a, 1.50]', 'tags: holds a number that would change'],
      ['- a\n- b', 'front matter: must be lines like'],
      ['title: "x', 'front matter: is no YAML'],
      [`title: ${'x'.repeat(10_000)}`, 'front matter: has more than 10000 characters'],
    ]) {
      expect(() => readTextFile(`---\n${yaml}\n---\n`, 'x')).toThrow(says)
    }
  })

  test('comes back as it was written, whatever its title', () => {
    for (const title of ['Plain', 'a: b', '"quoted"', '# no', '- x', '2026', 'true', "it's", 'ünï 🌹']) {
      const file = {
        title,
        slug: 's',
        kind: 'article',
        status: 'draft' as const,
        tags: [title],
        body: 'Deep.',
      }
      expect(readTextFile(writeTextFile(file), 'x')).toEqual(file)
    }
  })
})

onEachEngine('Content from files', (engine) => {
  const app = sharedApp(engine)

  test('is new or changed by its slug, and the same again where nothing is new', async () => {
    const ada = await signUp(await app(), 'ada')
    const k = new Knowledge(await app())
    const { context } = await app()
    const take = async (name: string, text: string) =>
      importText(context, ada.organization_id, readText(name, text))
    expect(await take('roses', '---\ntitle: Roses\nstatus: published\n---\nDeep.')).toBe('created')
    expect(await take('roses', '---\ntitle: Roses\nstatus: published\n---\nDeep.')).toBe('unchanged')
    expect(await take('roses', '---\ntitle: Roses\nstatus: published\n---\nDeeper.')).toBe('changed')
    expect(await take('My notes', 'Wet.')).toBe('created')
    expect(await take('My notes', 'Wet.')).toBe('unchanged')
    expect(take('x', '---\nslug: NOT\n---')).rejects.toThrow('slug')
    const { items } = await k.done('GET', '/content', ada)
    expect(items.map(({ title, slug, revision }: any) => [title, slug, revision])).toEqual([
      ['Roses', 'roses', 2],
      ['My notes', 'my-notes', 1],
    ])
    const files = await Array.fromAsync(exportTexts(context, ada.organization_id))
    expect(files.map(({ name }) => name)).toEqual(['roses.md', 'my-notes.md'])
    for (const { name, text } of files) expect(await take(name.replace('.md', ''), text)).toBe('unchanged')
    expect((await k.dashboard(ada)).content_metrics).toMatchObject({
      total_content: 2,
      content_created_today: 2,
    })
    // What begins with code, and with blank lines, is the same again, and stays code.
    const code = await k.content(ada, { title: 'Code', body: '\n\n    spade()\n' })
    const [file] = (await Array.fromAsync(exportTexts(context, ada.organization_id))).slice(-1)
    expect(await take('code', file?.text ?? '')).toBe('unchanged')
    expect(readTextFile(file?.text ?? '', 'x').body).toBe('    spade()')
    await k.done('DELETE', `/content/${code.id}`, ada)
    expect(await drifts(await app(), ada)).toEqual([])
  })

  test('come while somebody writes, and neither is lost', async () => {
    const ada = await signUp(await app(), 'meanwhile')
    const k = new Knowledge(await app())
    const { context } = await app()
    const made = await k.content(ada, { title: 'Roses', slug: 'roses', body: 'one' })
    const path = `/content/${made.id}`
    for (let round = 0; round < 4; round += 1) {
      const file = readText('roses', `---\ntitle: Roses\nslug: roses\n---\nfile ${round}`)
      await Promise.all([
        k.done('PATCH', path, ada, { body: `hand ${round}`, tags: [`round-${round}`] }),
        importText(context, ada.organization_id, file),
      ])
    }
    const { items } = await k.done('GET', `${path}/revisions`, ada)
    expect(items.map(({ number }: any) => number)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1])
    expect(await k.done('GET', path, ada)).toMatchObject({ revision: 9, tags: ['round-3'] })
  })
})

test('almanac content takes a folder, and writes one', async () => {
  await using place = await installation('sqlite')
  {
    await using server = await place.start()
    await signUpThere(server.url, 'ada')
  }
  const folder = join(place.folder, 'texts')
  for (const name of ['deeper', 'zinnias']) mkdirSync(join(folder, name), { recursive: true })
  writeFileSync(join(folder, 'roses.md'), '---\ntitle: Roses\n---\nDeep.')
  writeFileSync(join(folder, 'deeper', 'soil.md'), '# Soil')
  // A second of one name would take the place of the first.
  writeFileSync(join(folder, 'zinnias', 'roses.md'), '# Other roses')
  writeFileSync(join(folder, 'wrong.md'), '---\nstatus: gone\n---\n')
  writeFileSync(join(folder, 'bytes.md'), new Uint8Array([0xff, 0xfe]))
  writeFileSync(join(place.folder, 'secret.md'), 'not asked for')
  symlinkSync(place.folder, join(folder, 'link'))
  const taken = await place.run('content', 'import', folder, '--organization', 'ada', '--json')
  expect([taken.exitCode, JSON.parse(taken.stdout)]).toMatchObject([
    1,
    { created: 2, changed: 0, unchanged: 0, refused: 3 },
  ])
  const out = join(place.folder, 'out')
  const written = await place.run('content', 'export', out, '--organization', 'ada')
  expect([written.exitCode, readdirSync(out).sort()]).toEqual([0, ['roses.md', 'soil.md']])
  expect(readFileSync(join(out, 'roses.md'), 'utf8')).toContain('title: "Roses"')
  const again = await place.run('content', 'export', out, '--organization', 'ada')
  expect([again.exitCode, again.stderr]).toEqual([1, expect.stringContaining('holds something already')])
  expect((await place.run('content', 'move', folder, '--organization', 'ada')).exitCode).toBe(2)
}, 60_000)
