/** Files of applications: what is taken, who sees it, and that nothing of it is left behind. */
import { describe, expect, test } from 'bun:test'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { type Caller, onEachEngine, sharedApp, type TestApp } from './app.ts'
import { docx, odt, pdf, zip } from './documents.ts'
import { type Hiring, hiring } from './hiring.ts'
import { apiKey, signUp } from './people.ts'

const HOUR_MS = 3_600_000

onEachEngine('Files of applications', (engine) => {
  const app = sharedApp(engine, { FILES_PER_APPLICATION: '4', FILES_MAX_BYTES: '100000' })
  let made: Promise<Hiring> | undefined
  const team = () => {
    made ??= app().then((it) => hiring(it, 'files'))
    return made
  }

  /** An application for a job of ben's, which cleo reviews. */
  async function applied(): Promise<{ h: Hiring; at: string; id: string; candidate: string }> {
    const h = await team()
    const job = await h.job({ reviewer_ids: [h.cleo.member_id] })
    const email = `${crypto.randomUUID()}@example.com`
    const application = await h.made('/applications', h.ben, { job_id: job.id, name: 'Grace', email })
    const { id } = application
    return { h, id, at: `/applications/${id}/files`, candidate: application.candidate.id }
  }

  test('come, are listed, counted, downloaded and deleted', async () => {
    const { h, at, id } = await applied()
    const sent = await upload(h.app, at, h.cleo, [
      ['Lebenslauf.pdf', pdf('Roses')],
      ['letter.txt', 'I know roses.'],
    ])
    expect(sent).toMatchObject({ status: 201, body: { next_cursor: null } })
    const [resume, letter] = sent.body.items
    expect(resume).toEqual({
      id: expect.any(String),
      application_id: id,
      name: 'Lebenslauf.pdf',
      media_type: 'application/pdf',
      bytes: pdf('Roses').length,
      text: expect.any(String),
      created_by: h.cleo.member_id,
      created_at: expect.any(String),
    })
    expect((await h.call('GET', at, h.ben)).body.items.map((one: any) => one.name)).toEqual([
      'Lebenslauf.pdf',
      'letter.txt',
    ])
    expect((await h.call('GET', `${at}/${letter.id}`, h.ben)).body).toEqual(letter)
    expect((await h.call('GET', `/applications/${id}`, h.ben)).body.file_count).toBe(2)
    expect(
      (
        await h.call(
          'GET',
          `/applications?job_id=${(await h.call('GET', `/applications/${id}`, h.ben)).body.job_id}`,
          h.ben,
        )
      ).body.items[0].file_count,
    ).toBe(2)
    const got = await h.call('GET', `${at}/${letter.id}/content`, h.cleo)
    expect(got.text).toBe('I know roses.')
    expect(Object.fromEntries(got.headers)).toMatchObject({
      'content-type': 'text/plain',
      'content-length': '13',
      'content-disposition': `attachment; filename="letter.txt"; filename*=UTF-8''letter.txt`,
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    })
    expect((await h.call('DELETE', `${at}/${letter.id}`, h.ben)).status).toBe(204)
    expect((await h.call('GET', `${at}/${letter.id}/content`, h.ben)).status).toBe(404)
    expect((await h.call('GET', `/applications/${id}`, h.ben)).body.file_count).toBe(1)
    expect(contentsOf(h)).toEqual([hashOf(pdf('Roses'))])
  })

  test('are known by their content, and what is none that is taken is refused', async () => {
    const { h, at } = await applied()
    const refused: [string, Uint8Array | string][] = [
      ['page.pdf', '<!doctype html><script>alert(1)</script>'],
      ['page.txt', 'Hello <script>alert(1)</script>'],
      ['picture.pdf', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
      ['setup.pdf', Buffer.from('MZ\x90\x00\x03\x00\x00\x00', 'latin1')],
      ['elf.docx', Buffer.from('\x7fELF\x02\x01\x01\x00', 'latin1')],
      ['other.docx', zip({ 'evil.html': '<script>' })],
      ['macros.docx', docx('Roses', { 'word/vbaProject.bin': 'x' })],
      ['capitals.docx', docx('Roses', { 'WORD/VBAPROJECT.BIN': 'x' })],
      ...[
        'application/vnd.ms-word.document.macroEnabled.main+xml',
        'application/vnd.ms-office.vbaProject',
        'application/vnd.ms-office.vba&#80;roject',
      ].map((type): [string, Buffer] => {
        const types = `<Types><Override PartName="/word/roses.bin" ContentType="${type}"/></Types>`
        return ['hidden.docx', docx('Roses', { '[Content_Types].xml': types, 'word/roses.bin': 'x' })]
      }),
      [
        'macros.odt',
        zip({
          mimetype: 'application/vnd.oasis.opendocument.text',
          'content.xml': '<a/>',
          'Basic/Standard/Module1.xml': 'x',
        }),
      ],
      [
        'spreadsheet.odt',
        zip({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '<a/>' }),
      ],
      ['late.pdf', Buffer.concat([Buffer.from('<html>'), pdf('Roses')])],
      ['latin1.txt', Buffer.from('Gr\xfc\xdfe', 'latin1')],
      ['nul.txt', 'a\0b'],
      ['empty.txt', ''],
      ['blank.txt', '  \n'],
    ]
    for (const [name, content] of refused) {
      const { status, body } = await upload(h.app, at, h.ben, [[name, content]])
      expect([name, status, body.code, Object.keys(body.fields ?? {})]).toEqual([
        name,
        422,
        'invalid_value',
        ['file.0'],
      ])
    }
    // One that is wrong takes the others with it.
    expect(
      (
        await upload(h.app, at, h.ben, [
          ['good.txt', 'Good'],
          ['bad.txt', '<html>'],
        ])
      ).status,
    ).toBe(422)
    expect((await h.call('GET', at, h.ben)).body.items).toEqual([])
    const taken: [string, Uint8Array | string, string, string][] = [
      ['cv.exe', pdf('Roses'), 'cv.exe.pdf', 'application/pdf'],
      [
        'cv',
        docx('Roses'),
        'cv.docx',
        'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      ],
      ['cv.ODT', odt('Roses'), 'cv.ODT', 'application/vnd.oasis.opendocument.text'],
      // Of what is a PDF and a page at once, the PDF is taken, and nothing ever shows it as a page.
      [
        'both.html',
        Buffer.concat([pdf('Roses'), Buffer.from('<script>alert(1)</script>')]),
        'both.html.pdf',
        'application/pdf',
      ],
    ]
    for (const [name, content, kept, type] of taken) {
      const { body } = await upload(h.app, at, h.ben, [[name, content]])
      expect([body.items?.[0].name, body.items?.[0].media_type]).toEqual([kept, type])
    }
  })

  test('have names that are no paths, no headers and no tricks', async () => {
    const { h, at } = await applied()
    const names: [string, string][] = [
      ['../../etc/passwd', 'passwd.txt'],
      ['C:\\Users\\grace\\cv.txt', 'cv.txt'],
      ['a"; filename="evil.exe', 'a_; filename=_evil.exe.txt'],
      ['line\r\nSet-Cookie: a=b.txt', 'lineSet-Cookie_ a=b.txt'],
      ['invoice\u202etxt.exe', 'invoicetxt.exe.txt'],
      ['Grüße 履歴書.txt', 'Grüße 履歴書.txt'],
      ['..', 'file.txt'],
      [`${'x'.repeat(400)}.txt`, `${'x'.repeat(190)}.txt`],
    ]
    for (const [given, kept] of names) {
      const { body } = await upload(h.app, at, h.ben, [[given, 'Roses']])
      expect(body.items?.[0].name).toBe(kept)
      const { headers } = await h.call('GET', `${at}/${body.items[0].id}/content`, h.ben)
      const disposition = headers.get('content-disposition') ?? ''
      expect(disposition).toMatch(
        /^attachment; filename="[ !#-$&-[\]-~]*"; filename\*=UTF-8''[\w.!#$&+^`|~%-]+$/,
      )
      expect(decodeURIComponent(disposition.split("''")[1] ?? '')).toBe(kept)
      expect(headers.get('set-cookie')).toBeNull()
      await h.call('DELETE', `${at}/${body.items[0].id}`, h.ben)
    }
  })

  test('are limited in size and number', async () => {
    const { h, at } = await applied()
    const large = await upload(h.app, at, h.ben, [
      ['a.txt', 'a'.repeat(60_000)],
      ['b.txt', 'b'.repeat(60_000)],
    ])
    expect([large.status, large.body.fields]).toEqual([422, { file: 'must have at most 100 kB together' }])
    const tooLarge = await upload(h.app, at, h.ben, [['a.txt', 'a'.repeat(500_000)]])
    expect([tooLarge.status, tooLarge.body.code]).toEqual([413, 'body_too_large'])
    const many = Array.from({ length: 5 }, (_, i) => [`${i}.txt`, `Roses ${i}`] as [string, string])
    expect((await upload(h.app, at, h.ben, many)).status).toBe(422)
    expect((await upload(h.app, at, h.ben, many.slice(1))).status).toBe(201)
    const more = await upload(h.app, at, h.ben, many.slice(0, 1))
    expect([more.status, more.body.code]).toEqual([409, 'too_many_files'])
    expect(contentsOf(h)).not.toContain(hashOf('Roses 0'))
  })

  test('come in a form that is one, in fields that are known', async () => {
    const { h, at } = await applied()
    const as = { token: h.ben.token }
    const raw = (body: string, type = 'multipart/form-data; boundary=x') =>
      h.app.post(`/api/v1${at}`, { ...as, body, headers: { 'content-type': type } })
    const part = (head: string, content = 'Roses') => `--x\r\n${head}\r\n\r\n${content}\r\n`
    const file = 'Content-Disposition: form-data; name="file"; filename="a.txt"'
    expect((await raw(`${part(file)}--x--\r\n`)).status).toBe(201)
    const broken: [string, string?][] = [
      [part(file)],
      [`${part(file)}--x`],
      [`nothing`],
      [`${part(file)}--x--`, 'multipart/form-data'],
      [`${part('Content-Disposition: attachment; name="file"')}--x--`],
      [`${part(`${file}; filename="b.txt"`)}--x--`],
      [`${part(`${file}\r\nContent-Transfer-Encoding: base64`)}--x--`],
      [`${part('X: y')}--x--`],
      [`${`${part(file)}`.repeat(201)}--x--`],
    ]
    for (const [body, type] of broken) {
      const answer = await raw(body, type)
      expect([body.slice(0, 80), answer.status, answer.body.code]).toEqual([
        body.slice(0, 80),
        400,
        'malformed_body',
      ])
    }
    const field = await raw(`${part('Content-Disposition: form-data; name="file"')}--x--`)
    expect(field.body.fields).toEqual({ file: 'must be a list' })
    const unknown = await raw(
      `${part(file)}${part('Content-Disposition: form-data; name="files"; filename="a.txt"')}--x--`,
    )
    expect(unknown.body.fields).toEqual({ files: 'is unknown: did you mean file?' })
    const json = await h.call('POST', at, h.ben, { file: ['Roses'] })
    expect([json.status, json.body.fields]).toEqual([
      422,
      { 'file.0': 'must be a file: send a form, as multipart/form-data' },
    ])
    expect(
      (await raw(`--x\r\nContent-Disposition: form-data; name="file"; filename=""\r\n\r\n\r\n--x--`)).status,
    ).toBe(422)
  })

  test('happen once with a key', async () => {
    const { h, at } = await applied()
    const headers = { 'idempotency-key': crypto.randomUUID() }
    const first = await upload(h.app, at, h.ben, [['a.txt', 'Roses']], headers)
    const again = await upload(h.app, at, h.ben, [['a.txt', 'Roses']], headers)
    expect([again.status, again.body, again.headers.get('idempotent-replayed')]).toEqual([
      201,
      first.body,
      'true',
    ])
    const other = await upload(h.app, at, h.ben, [['a.txt', 'Tulips']], headers)
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused'])
    expect((await h.call('GET', at, h.ben)).body.items).toHaveLength(1)
  })

  test('are for whoever sees the application, and for nobody else', async () => {
    const { h, at, id } = await applied()
    const { body } = await upload(h.app, at, h.cleo, [['a.txt', 'Roses and thorns']])
    const file = `${at}/${body.items[0].id}`
    const stranger = await signUp(h.app, `files-stranger-${engine}`)
    const reader = { key: await apiKey(h.app, h.ada, 'read') }
    const admin = { key: await apiKey(h.app, h.ada, 'admin') }
    const expected: [Caller | null, number, number][] = [
      [h.ada, 200, 201],
      [h.ben, 200, 201],
      [h.cleo, 200, 201],
      [h.dora, 404, 404],
      [stranger, 404, 404],
      [admin, 200, 201],
      [reader, 403, 403],
      [null, 401, 401],
    ]
    for (const [who, reads, adds] of expected) {
      for (const path of [at, file, `${file}/content`])
        expect((await h.call('GET', path, who)).status).toBe(reads)
      const added = await upload(h.app, at, who, [['b.txt', 'Roses']])
      expect(added.status).toBe(adds)
      if (adds === 201)
        expect((await h.call('DELETE', `${at}/${added.body.items[0].id}`, who)).status).toBe(204)
      else expect((await h.call('DELETE', file, who)).status).toBe(reads)
    }
    // Who reviews deletes their own, and no other's.
    const bens = (await upload(h.app, at, h.ben, [['c.txt', 'Of ben']])).body.items[0]
    expect((await h.call('DELETE', `${at}/${bens.id}`, h.cleo)).status).toBe(403)
    // Of another application of the same organization.
    const other = await applied()
    for (const method of ['GET', 'DELETE']) {
      expect((await h.call(method, `${other.at}/${bens.id}`, h.ada)).status).toBe(404)
    }
    const found = async (who: Caller) =>
      (await h.call('GET', '/search?q=thorns&kind=application_file', who)).body.items
    expect(await found(h.cleo)).toMatchObject([
      { kind: 'application_file', title: 'a.txt', application_id: id },
    ])
    expect([await found(h.dora), await found(stranger)]).toEqual([[], []])
    await h.call('DELETE', `/applications/${id}`, h.ben)
    expect((await h.call('GET', file, h.ada)).status).toBe(404)
    expect(await found(h.cleo)).toEqual([])
  })

  test('of one content share it within an organization, and with no other', async () => {
    const { h, at } = await applied()
    const [one, two] = [
      (await upload(h.app, at, h.ben, [['a.txt', 'Shared roses']])).body.items[0],
      (await upload(h.app, at, h.ben, [['b.txt', 'Shared roses']])).body.items[0],
    ]
    expect(contentsOf(h).filter((hash) => hash === hashOf('Shared roses'))).toHaveLength(1)
    await h.call('DELETE', `${at}/${one.id}`, h.ben)
    expect((await h.call('GET', `${at}/${two.id}/content`, h.ben)).text).toBe('Shared roses')
    await h.call('DELETE', `${at}/${two.id}`, h.ben)
    expect(contentsOf(h)).not.toContain(hashOf('Shared roses'))
  })

  test('go with the person who is erased, and none comes afterwards', async () => {
    const { h, at, id, candidate } = await applied()
    await upload(h.app, at, h.ben, [['cv.txt', 'Erasable roses']])
    expect((await h.call('DELETE', `/candidates/${candidate}`, h.ada)).status).toBe(204)
    expect((await h.call('GET', at, h.ada)).body.items).toEqual([])
    expect((await h.call('GET', '/search?q=erasable', h.ada)).body.items).toEqual([])
    expect(contentsOf(h)).not.toContain(hashOf('Erasable roses'))
    const late = await upload(h.app, at, h.ada, [['cv.txt', 'Late']])
    expect([late.status, late.body.code]).toEqual([409, 'candidate_erased'])
    expect((await h.call('GET', `/applications/${id}`, h.ada)).body.file_count).toBe(0)
  })

  test('leave nothing when their application is deleted for good, or a process dies on the way', async () => {
    const { h, at, id } = await applied()
    await upload(h.app, at, h.ben, [['cv.txt', 'Purged roses']])
    const kept = (await upload(h.app, (await applied()).at, h.ben, [['cv.txt', 'Kept roses']])).body.items[0]
    // Killed between the content and the row; while one was written; and while one was being removed.
    const folder = join(h.app.config.data_dir, 'files', h.ada.organization_id)
    const orphan = join(folder, 'ab', `ab${'0'.repeat(62)}`)
    mkdirSync(join(folder, 'ab'), { recursive: true })
    writeFileSync(orphan, 'Orphan')
    writeFileSync(join(folder, 'ab', '.new-1'), 'Half of it')
    const there = join(folder, hashOf('Kept roses').slice(0, 2))
    renameSync(join(there, hashOf('Kept roses')), join(there, `.aside-${hashOf('Kept roses')}`))
    await h.call('DELETE', `/applications/${id}`, h.ben)
    expect((await h.call('DELETE', `/trash/${id}`, h.ada)).status).toBe(204)
    age(folder)
    const sweep = () => h.app.context.cron.run('sweep_files')
    expect(await sweep()).toMatchObject({ outcome: 'done' })
    await sweep()
    expect(contentsOf(h)).not.toContain(hashOf('Purged roses'))
    expect([existsSync(orphan), readdirSync(join(folder, 'ab'))]).toEqual([false, []])
    expect(
      (await h.call('GET', `/applications/${kept.application_id}/files/${kept.id}/content`, h.ada)).text,
    ).toBe('Kept roses')
  })

  test('are there when that is answered, also where another of the same content goes in between', async () => {
    const { app: it, ada } = await team()
    const key = { organization_id: ada.organization_id, sha256: hashOf('In between') }
    const { files } = it.context
    const taken = { name: 'a.txt', media_type: 'text/plain', text_state: 'ready', body: '' } as const
    const file = { ...taken, sha256: key.sha256, content: Buffer.from('In between') }
    await files.keep(key.organization_id, [file], () => files.store.remove(key, async () => false))
    expect(await files.store.has(key)).toBe(true)
    await files.forget(key.organization_id, [key.sha256])
    expect(await files.store.has(key)).toBe(false)
  })

  test('young contents are left to whoever writes their rows', async () => {
    const h = await team()
    const folder = join(h.app.config.data_dir, 'files', h.ada.organization_id, 'cd')
    mkdirSync(folder, { recursive: true })
    const young = join(folder, `cd${'0'.repeat(62)}`)
    writeFileSync(young, 'Young')
    await h.app.context.cron.run('sweep_files')
    expect(existsSync(young)).toBe(true)
  })

  /** The hashes of what the organization has in the store. */
  function contentsOf({ app: { config }, ada }: Hiring): string[] {
    const folder = join(config.data_dir, 'files', ada.organization_id)
    return readdirSync(folder).flatMap((part) =>
      readdirSync(join(folder, part)).map((name) => {
        const content = readFileSync(join(folder, part, name))
        if (/^[0-9a-f]{64}$/.test(name) && !name.endsWith('0'.repeat(60))) expect(hashOf(content)).toBe(name)
        return name
      }),
    )
  }
})

describe('What a zip says of itself', () => {
  test('is no reason to believe it', async () => {
    const { documentTypeOf } = await import('../src/lib/document-type.ts')
    const good = docx('Roses')
    for (let at = 0; at < good.length; at += 1) {
      const damaged = Buffer.from(good)
      damaged[at] = (damaged[at] ?? 0) ^ 0xff
      expect([null, 'docx', 'odt']).toContain(documentTypeOf(damaged))
      // Of the first letters alone, nobody could say.
      if (at > 3) expect([null, 'docx']).toContain(documentTypeOf(good.subarray(0, at)))
    }
  })
})

function age(folder: string): void {
  const old = new Date(Date.now() - 2 * HOUR_MS)
  for (const part of readdirSync(folder)) {
    for (const name of readdirSync(join(folder, part))) utimesSync(join(folder, part, name), old, old)
  }
}

function hashOf(content: Uint8Array | string): string {
  return new Bun.CryptoHasher('sha256').update(content).digest('hex')
}

async function upload(
  app: TestApp,
  at: string,
  who: Caller | null,
  files: [string, Uint8Array | string][],
  headers: Record<string, string> = {},
) {
  const form = new FormData()
  for (const [name, content] of files) form.append('file', new Blob([content as BlobPart]), name)
  return app.post(`/api/v1${at}`, { ...who, body: form, headers })
}
