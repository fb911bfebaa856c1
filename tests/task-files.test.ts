/** Files of tasks: whatever they are, for whoever sees the task, as long as the task is there. */
import { expect, test } from 'bun:test'
import { existsSync, readdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { type Caller, callsTo, onEachEngine, sharedApp } from './app.ts'
import { docx, pdf } from './documents.ts'
import { hiring } from './hiring.ts'
import { listening } from './listening.ts'
import { listen } from './live.ts'
import { apiKey, type Member, signUp } from './people.ts'
import { joinAs } from './teams.ts'

const HOUR_MS = 3_600_000
const PNG = Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1')
const ZIP_BEGIN = Buffer.from('PK\x03\x04 and nothing else', 'latin1')

type Sent = [name: string, content: Uint8Array | string]

onEachEngine('Files of tasks', (engine) => {
  const app = sharedApp(engine, {
    FILES_PER_TASK: '4',
    FILES_PER_APPLICATION: '4',
    FILES_MAX_BYTES: '100000',
  })
  const { call, done } = callsTo(app)
  const upload = async (task: string, who: Caller | null, files: readonly Sent[], headers = {}) => {
    const form = new FormData()
    for (const [name, content] of files) form.append('file', new Blob([content as BlobPart]), name)
    return (await app()).post(`/api/v1/tasks/${task}/files`, { ...who, body: form, headers })
  }
  /** @returns Its id. */
  const sent = async (task: string, who: Caller, file: Sent): Promise<string> => {
    const { status, body } = await upload(task, who, [file])
    expect(status).toBe(201)
    return body.items[0].id
  }
  const listed = async (task: string, who: Caller) =>
    (await call('GET', `/tasks/${task}/files`, who)).body.items
  const folderOf = async ({ organization_id }: Member) =>
    join((await app()).config.data_dir, 'files', organization_id)
  const isStored = async (member: Member, content: string) => {
    const hash = hashOf(content)
    return existsSync(join(await folderOf(member), hash.slice(0, 2), hash))
  }

  /** `ann`, whose the task is; `ben`, who edits it; `eve`, who only views it; `cleo`, who does not see it. */
  async function people(name: string) {
    const it = await app()
    const owner = await signUp(it, `${name}-owner`)
    const [ann, ben, eve, cleo, viewer] = [
      await joinAs(it, owner, `${name}-ann`, 'member'),
      await joinAs(it, owner, `${name}-ben`, 'member'),
      await joinAs(it, owner, `${name}-eve`, 'member'),
      await joinAs(it, owner, `${name}-cleo`, 'member'),
      await joinAs(it, owner, `${name}-viewer`, 'viewer'),
    ]
    const task: string = (await done('POST', '/tasks', ann, { title: 'Roses', assignee_id: ben.member_id }))
      .id
    for (const { member_id } of [eve, viewer]) {
      await call('PUT', `/tasks/${task}/shares/members/${member_id}`, ann, { permission: 'view' })
    }
    return { owner, ann, ben, eve, cleo, viewer, task }
  }

  test('come whatever they are, are listed, counted and downloaded, and nothing shows them as a page', async () => {
    const { ann, ben, task } = await people('come')
    const files: [Sent, name: string, type: string, text: string][] = [
      [['plan.pdf', pdf('Roses')], 'plan.pdf', 'application/pdf', 'pending'],
      [['photo.PNG', PNG], 'photo.PNG', 'image/png', 'none'],
      [
        ['page.html', '<!doctype html><script>alert(1)</script>'],
        'page.html',
        'application/octet-stream',
        'none',
      ],
      [['notes.md', 'I know roses.'], 'notes.md', 'text/plain', 'ready'],
    ]
    const { status, body } = await upload(
      task,
      ben,
      files.map(([file]) => file),
    )
    expect([status, body.next_cursor]).toEqual([201, null])
    expect(body.items.map(({ name, media_type, text }: any) => [name, media_type, text])).toEqual(
      files.map(([, name, type, text]) => [name, type, text]),
    )
    expect(body.items[3]).toEqual({
      ...{ id: expect.any(String), task_id: task, name: 'notes.md', media_type: 'text/plain', bytes: 13 },
      ...{ text: 'ready', created_by: ben.member_id, created_at: '2026-11-20T12:00:00.000Z' },
    })
    expect((await call('GET', `/tasks/${task}/files/${body.items[3].id}`, ann)).body).toEqual(body.items[3])
    expect((await listed(task, ann)).map(({ id }: any) => id)).toEqual(body.items.map(({ id }: any) => id))
    const before = await call('GET', `/tasks/${task}`, ann)
    expect((await call('GET', '/tasks', ann)).body.items).toMatchObject([{ id: task, file_count: 4 }])
    for (const [i, [[, content], name, type]] of files.entries()) {
      const answer = await call('GET', `/tasks/${task}/files/${body.items[i].id}/content`, ann)
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'content-type': type,
        'content-length': `${Buffer.byteLength(content)}`,
        'content-disposition': `attachment; filename="${name}"; filename*=UTF-8''${name}`,
        'content-security-policy': "sandbox; default-src 'none'",
        'cross-origin-resource-policy': 'same-origin',
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
      })
      expect(hashOf(answer.text)).toBe(hashOf(new TextDecoder().decode(Buffer.from(content))))
    }
    expect((await call('DELETE', `/tasks/${task}/files/${body.items[2].id}`, ben)).status).toBe(204)
    expect((await call('GET', '/tasks', ann)).body.items).toMatchObject([{ id: task, file_count: 3 }])
    // What somebody sends is no other version of the task: who edits it goes on.
    expect((await call('GET', `/tasks/${task}`, ann)).headers.get('etag')).toBe(before.headers.get('etag'))
  })

  test('have names that are no paths, no headers and no tricks', async () => {
    const { ann, task } = await people('names')
    const names: [given: string, kept: string][] = [
      ['../../etc/passwd', 'passwd'],
      ['C:\\Users\\grace\\plan.xlsx', 'plan.xlsx'],
      ['a"; filename="evil.exe', 'a_; filename=_evil.exe'],
      ['line\r\nSet-Cookie: a=b.txt', 'lineSet-Cookie_ a=b.txt'],
      ['invoice\u202etxt.exe', 'invoicetxt.exe'],
      ['nul\0byte.txt', 'nulbyte.txt'],
      ['Grüße 履歴書.tar.gz', 'Grüße 履歴書.tar.gz'],
      ['..', 'file'],
      ['.gitignore', 'gitignore'],
      [`${'x'.repeat(400)}.Txt`, `${'x'.repeat(190)}.Txt`],
      ['🌹'.repeat(200), '🌹'.repeat(95)],
    ]
    for (const [given, kept] of names) {
      const id = await sent(task, ann, [given, 'Roses'])
      expect((await call('GET', `/tasks/${task}/files/${id}`, ann)).body.name).toBe(kept)
      const { headers } = await call('GET', `/tasks/${task}/files/${id}/content`, ann)
      const disposition = headers.get('content-disposition') ?? ''
      expect(disposition).toMatch(
        /^attachment; filename="[ !#-$&-[\]-~]*"; filename\*=UTF-8''[\w.!#$&+^`|~%-]+$/,
      )
      expect(decodeURIComponent(disposition.split("''")[1] ?? '')).toBe(kept)
      await call('DELETE', `/tasks/${task}/files/${id}`, ann)
    }
  })

  test('are limited in size and number, all of them or none, and happen once with a key', async () => {
    const { ann, task } = await people('limits')
    const many = Array.from({ length: 5 }, (_, i): Sent => [`${i}.txt`, `Limited roses ${i}`])
    const refused: [readonly Sent[], number, string][] = [
      [
        [
          ['a', 'a'.repeat(60_000)],
          ['b', 'b'.repeat(60_000)],
        ],
        422,
        'invalid_value',
      ],
      [[['a', 'a'.repeat(500_000)]], 413, 'body_too_large'],
      [
        [
          ['good.txt', 'Good'],
          ['empty.txt', ''],
        ],
        422,
        'invalid_value',
      ],
      [many, 422, 'invalid_value'],
    ]
    for (const [files, status, code] of refused) {
      const answer = await upload(task, ann, files)
      expect([answer.status, answer.body.code]).toEqual([status, code])
    }
    expect(await listed(task, ann)).toEqual([])
    const headers = { 'idempotency-key': crypto.randomUUID() }
    const first = await upload(task, ann, many.slice(1), headers)
    const again = await upload(task, ann, many.slice(1), headers)
    expect([first.status, again.status, again.body]).toEqual([201, 201, first.body])
    const more = await upload(task, ann, many.slice(0, 1))
    expect([more.status, more.body.code, more.body.detail]).toEqual([
      409,
      'too_many_files',
      'A task has at most 4 files: delete one first.',
    ])
    expect([await isStored(ann, 'Limited roses 0'), await isStored(ann, 'Limited roses 1')]).toEqual([
      false,
      true,
    ])
    const tried = await upload(task, ann, many.slice(0, 1), { 'dry-run': 'true' })
    expect([tried.status, tried.body.code]).toEqual([422, 'dry_run_impossible'])
  })

  test('are for whoever sees the task, added by who may edit it, and deleted by who sent them or manages it', async () => {
    const { owner, ann, ben, eve, cleo, viewer, task } = await people('rights')
    const stranger = await signUp(await app(), `task-files-stranger-${engine}`)
    const [writer, reader] = [
      { key: await apiKey(await app(), owner, 'write') },
      { key: await apiKey(await app(), owner, 'read') },
    ]
    const anns = await sent(task, ann, ['a.txt', 'Of ann'])
    const expected: [Caller | null, reads: number, adds: number, deletes: number][] = [
      [ben, 200, 201, 403],
      [eve, 200, 403, 403],
      [viewer, 200, 403, 403],
      [cleo, 404, 404, 404],
      [stranger, 404, 404, 404],
      [reader, 200, 403, 403],
      [null, 401, 401, 401],
      [owner, 200, 201, 204],
    ]
    for (const [who, reads, adds, deletes] of expected) {
      for (const path of ['', `/${anns}`, `/${anns}/content`])
        expect((await call('GET', `/tasks/${task}/files${path}`, who)).status).toBe(reads)
      const added = await upload(task, who, [['b.txt', 'Refused roses']])
      expect(added.status).toBe(adds)
      // Who has sent one deletes it.
      if (adds === 201) await done('DELETE', `/tasks/${task}/files/${added.body.items[0].id}`, who as Caller)
      else expect(await isStored(owner, 'Refused roses')).toBe(false)
      expect((await call('DELETE', `/tasks/${task}/files/${anns}`, who)).status).toBe(deletes)
    }
    const bens = await sent(task, ben, ['c.txt', 'Of ben'])
    const { id: other } = await done('POST', '/tasks', ann, { title: 'Tulips' })
    for (const method of ['GET', 'DELETE'])
      expect((await call(method, `/tasks/${other}/files/${bens}`, ann)).status).toBe(404)
    expect((await call('DELETE', `/tasks/${task}/files/${bens}`, ann)).status).toBe(204)
    expect((await upload(task, writer, [['d.txt', 'By a key']])).status).toBe(201)
  })

  test('are found by their words and names by whoever sees the task', async () => {
    const { ann, eve, cleo, task } = await people('found')
    await upload(task, ann, [
      ['medlar.bin', ZIP_BEGIN],
      ['letter.txt', 'A medlar by the wall'],
      ['plan.docx', docx('Medlar and roses')],
    ])
    expect(await (await app()).context.cron.run('extract_texts')).toMatchObject({ outcome: 'done' })
    const found = async (who: Caller) =>
      (await call('GET', '/search?q=medlar&kind=task_file', who)).body.items
        .map(({ title, task_id }: any) => [title, task_id])
        .toSorted()
    const all = ['letter.txt', 'medlar.bin', 'plan.docx'].map((name) => [name, task])
    expect([await found(ann), await found(eve), await found(cleo)]).toEqual([all, all, []])
    expect((await listed(task, ann)).map(({ text }: any) => text)).toEqual(['none', 'ready', 'ready'])
    await call('DELETE', `/tasks/${task}`, ann)
    expect(await found(ann)).toEqual([])
    await call('POST', `/trash/${task}/restore`, ann)
    expect(await found(ann)).toEqual(all)
  })

  test('go into the trash with their task, come back with it, and go for good with it, unless needed elsewhere', async () => {
    const h = await hiring(await app(), `task-files-${engine}`)
    const { ada } = h
    const { id: task } = await done('POST', '/tasks', ada, { title: 'Roses' })
    const { id: other } = await done('POST', '/tasks', ada, { title: 'Tulips' })
    const job = await h.job()
    const person = { job_id: job.id, name: 'Grace', email: 'grace@example.com' }
    const application = await h.made('/applications', h.ben, person)
    const file = await sent(task, ada, ['a.txt', 'Only of the task'])
    await sent(task, ada, ['b.txt', 'Of both tasks'])
    await sent(other, ada, ['b.txt', 'Of both tasks'])
    await sent(task, ada, ['c.txt', 'Of an application'])
    const form = new FormData()
    form.append('file', new Blob(['Of an application']), 'letter.txt')
    const at = `/applications/${application.id}/files`
    const [letter] = (await h.app.post(`/api/v1${at}`, { token: h.ben.token, body: form })).body.items
    await call('DELETE', `/tasks/${task}`, ada)
    for (const path of ['', `/${file}`, `/${file}/content`])
      expect((await call('GET', `/tasks/${task}/files${path}`, ada)).status).toBe(404)
    expect((await upload(task, ada, [['d.txt', 'Late']])).status).toBe(404)
    const sweep = async () => {
      for (const part of readdirSync(await folderOf(ada))) {
        const old = new Date(Date.now() - 2 * HOUR_MS)
        for (const name of readdirSync(join(await folderOf(ada), part)))
          utimesSync(join(await folderOf(ada), part, name), old, old)
      }
      expect(await h.app.context.cron.run('sweep_files')).toMatchObject({ outcome: 'done' })
    }
    await sweep()
    await call('POST', `/trash/${task}/restore`, ada)
    expect((await call('GET', `/tasks/${task}/files/${file}/content`, ada)).text).toBe('Only of the task')
    await call('DELETE', `/tasks/${task}`, ada)
    expect((await call('DELETE', `/trash/${task}`, ada)).status).toBe(204)
    await sweep()
    const stays = ['Only of the task', 'Of both tasks', 'Of an application'].map((one) => isStored(ada, one))
    expect(await Promise.all(stays)).toEqual([false, true, true])
    // The last row of a content takes it along at once, whichever table it is in.
    expect((await h.call('DELETE', `${at}/${letter.id}`, h.ben)).status).toBe(204)
    expect(await isStored(ada, 'Of an application')).toBe(false)
  })

  test('that come and go are told to whoever sees the task, and the audit log tells what is gone', async () => {
    const { owner, ann, eve, cleo, task } = await people('told')
    const { url, stop } = listening(await app())
    using _server = { [Symbol.dispose]: () => void stop() }
    using seeing = await listen(url, eve)
    using other = await listen(url, cleo)
    const file = await sent(task, ann, ['plan.txt', 'Told roses'])
    expect(await seeing.change()).toBe('task_file created')
    await done('DELETE', `/tasks/${task}/files/${file}`, ann)
    expect(await seeing.change()).toBe('task file_deleted')
    await done('POST', '/labels', owner, { name: 'seen by all', color: '#aa3355' })
    expect(await other.change()).toBe('label created')
    const { body } = await call('GET', '/audit?action=task_file.deleted', owner)
    expect(body.items).toMatchObject([
      { before: { task_id: task, name: 'plan.txt', media_type: 'text/plain', bytes: 10 } },
    ])
  })
})

function hashOf(content: Uint8Array | string): string {
  return new Bun.CryptoHasher('sha256').update(content).digest('hex')
}
