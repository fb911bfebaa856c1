/** Files that come with an application from the board: by the API, and by the form of the page. */
import { describe, expect, test } from 'bun:test'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { LimitState } from '../src/access/limits.ts'
import { Bodies, limitsWithFiles } from '../src/http/bodies.ts'
import { onEachEngine, sharedApp } from './app.ts'
import { pdf } from './documents.ts'
import { type Hiring, hiring } from './hiring.ts'

const QUESTION = { kind: 'yes_no', prompt: 'Roses?', required: true, knock_out: { expects: true } }

onEachEngine('Files from the board', (engine) => {
  const app = sharedApp(engine, { FILES_MAX_BYTES: '100000', FILES_PER_APPLICATION: '3' })
  let made: Promise<Hiring> | undefined
  const team = () => {
    made ??= app().then((it) => hiring(it, 'board-files'))
    return made
  }

  async function opened(more: object = {}) {
    const h = await team()
    const job = await h.job({ questions: [QUESTION], ...more })
    const path = `/api/v1/board/${h.slug}/jobs/${job.id}/applications`
    const answers = JSON.stringify([{ question_id: job.questions[0].id, answer: true }])
    const send = (
      fields: object,
      files: [string, Uint8Array | string][] = [['cv.pdf', pdf('Roses')]],
      to = path,
    ) => h.app.post(to, { body: form(fields, files) })
    const filesOf = async () => {
      const { items } = (await h.call('GET', `/applications?job_id=${job.id}`, h.ben)).body
      const files = items.map(({ id }: any) => h.call('GET', `/applications/${id}/files`, h.ben))
      return (await Promise.all(files)).map(({ body }) =>
        body.items.map((one: any) => [one.name, one.created_by]),
      )
    }
    return { h, job, path, answers, send, filesOf }
  }

  test('come with everything else, once for each address, and the answer tells nothing', async () => {
    const { h, job, path, answers, send, filesOf } = await opened()
    const grace = { name: 'Grace', email: 'grace@example.com', message: 'Hello', answers, consent: 'true' }
    const first = await send(grace, [
      ['Grüße.pdf', pdf('Roses')],
      ['letter.txt', 'I know roses.'],
    ])
    expect([first.status, first.body]).toEqual([202, { status: 'received' }])
    const before = contentsOf(h)
    const again = await send({ ...grace, email: 'GRACE@example.com' }, [['other.txt', 'Another letter']])
    expect([again.status, again.body]).toEqual([202, { status: 'received' }])
    expect(await filesOf()).toEqual([
      [
        ['Grüße.pdf', null],
        ['letter.txt', null],
      ],
    ])
    expect(contentsOf(h)).toEqual(before)
    const { body } = await h.call('GET', `/applications?job_id=${job.id}`, h.ben)
    expect(body.items[0]).toMatchObject({
      message: 'Hello',
      file_count: 2,
      knocked_out: false,
      stage: 'applied',
    })
    expect(
      (await h.call('GET', '/search?q="know roses"&kind=application_file', h.ben)).body.items,
    ).toHaveLength(1)
    // Without files as before, and in a form without any.
    const json = { name: 'Heidi', email: 'heidi@example.com', answers: JSON.parse(answers) }
    expect((await h.app.post(path, { json })).status).toBe(202)
    expect((await send({ name: 'Ida', email: 'ida@example.com', answers }, [])).status).toBe(202)
  })

  test('are refused before anything is kept', async () => {
    const { h, path, answers, send, filesOf } = await opened()
    const before = contentsOf(h)
    const jo = { name: 'Jo', email: 'jo@example.com', answers }
    const fields = (answer: any) => [answer.status, Object.keys(answer.body.fields ?? {})]
    expect(fields(await send(jo, [['cv.pdf', '<html>']]))).toEqual([422, ['file.0']])
    expect(fields(await send({ ...jo, answers: '[]' }))).toEqual([422, ['answers']])
    expect(fields(await send({ ...jo, name: undefined }))).toEqual([422, ['name']])
    expect(fields(await send({ ...jo, stage: 'hired' }))).toEqual([422, ['stage']])
    expect(fields(await send(jo, Array(4).fill(['a.txt', 'Roses'])))).toEqual([422, ['file']])
    expect((await send({ ...jo, answers: '{' })).status).toBe(400)
    expect((await send(jo, [['a.txt', 'a'.repeat(500_000)]])).status).toBe(413)
    const nowhere = path.replace(/jobs\/[^/]+/, `jobs/${crypto.randomUUID()}`)
    expect((await send(jo, undefined, nowhere)).status).toBe(404)
    expect((await send({ ...jo, form_shown_at: new Date(h.app.clock.at).toISOString() })).status).toBe(422)
    // Robots hear what people hear.
    expect((await send({ ...jo, homepage: 'https://spam.example' })).status).toBe(202)
    expect(
      (await h.app.post(path, { json: { ...jo, answers: JSON.parse(answers), file: ['x'] } })).status,
    ).toBe(422)
    expect([await filesOf(), contentsOf(h)]).toEqual([[], before])
  })

  test('may be required', async () => {
    const { h, job, answers, send, filesOf } = await opened({ required_fields: ['file'] })
    const jo = { name: 'Jo', email: 'jo@example.com', answers }
    const without = await send(jo, [])
    expect([without.status, without.body.fields]).toEqual([422, { file: 'is required for this job' }])
    expect((await send(jo)).status).toBe(202)
    expect(await filesOf()).toEqual([[['cv.pdf', null]]])
    const page = await h.app.get(`/board/${h.slug}/${job.slug}`)
    expect(page.text).toMatch(/<input id="file" name="file" type="file"[^>]* required>/)
  })

  test('come by the form of the page, which needs no script', async () => {
    const { h, job, send, filesOf } = await opened()
    const address = `/board/${h.slug}/${job.slug}`
    const { text } = await h.app.get(address)
    expect(text).toContain('enctype="multipart/form-data"')
    const shown = /name="form_shown_at" value="([^"]+)"/.exec(text)?.[1]
    const filled = {
      name: 'Kim',
      email: 'kim@example.com',
      phone: '',
      message: '',
      homepage: '',
      [`question_${job.questions[0].id}`]: 'true',
      form_shown_at: shown,
    }
    expect((await send(filled, undefined, address)).status).toBe(422)
    h.app.clock.at += 3_000
    const wrong = await send(filled, [['cv.pdf', '<html>']], address)
    expect(wrong.status).toBe(422)
    for (const says of [
      'value="Kim"',
      '“cv.pdf” again: it is none that is taken: send a PDF',
      'Choose your files',
    ])
      expect(wrong.text).toContain(says)
    // A browser sends the field of which nothing was chosen, too.
    const empty = new FormData()
    for (const [name, value] of Object.entries({ ...filled, email: 'lou@example.com' }))
      empty.append(name, value ?? '')
    empty.append('file', new Blob([]), '')
    expect((await h.app.post(address, { body: empty })).status).toBe(200)
    expect((await send({ ...filled, homepage: 'x' }, undefined, address)).status).toBe(200)
    expect((await send(filled, undefined, address)).status).toBe(200)
    expect((await filesOf()).toSorted()).toEqual([[], [['cv.pdf', null]]])
  })
})

describe('Bodies with files', () => {
  test('hold no more together than their share, whoever sends them and however many come at once', async () => {
    const limits = limitsWithFiles(10 * 2 ** 20)
    const bodies = new Bodies(limits)
    const held: { release(): void }[] = []
    const sent = Array.from({ length: 20 }, () => {
      const body = new Blob([new Uint8Array(8 * 2 ** 20)]).stream()
      const request = new Request('http://localhost/', { method: 'POST', body })
      const owner = {
        kind: 'files_of_nobody',
        caller: new LimitState(),
        hold: (one: any) => held.push(one),
      } as const
      return bodies.read(request, owner).then(
        (bytes) => bytes.length,
        ({ code }) => code,
      )
    })
    const outcomes = await Promise.all(sent)
    const taken = outcomes.filter((one) => one === 8 * 2 ** 20)
    expect(taken.length).toBeLessThanOrEqual(3)
    expect(outcomes.filter((one) => one === 'too_many_bodies')).toHaveLength(20 - taken.length)
    // With the bodies of before, less than what unknown clients may make a process hold.
    const all = limits.nobody.together + (limits.files_of_nobody?.together ?? 0)
    expect(all).toBeLessThan(64 * 2 ** 20)
    for (const one of held) one.release()
    const request = new Request('http://localhost/', { method: 'POST', body: new Uint8Array(2 ** 20) })
    const owner = { kind: 'files_of_nobody', caller: new LimitState(), hold: () => {} } as const
    expect((await bodies.read(request, owner)).length).toBe(2 ** 20)
  })
})

function form(fields: object, files: [string, Uint8Array | string][]): FormData {
  const all = new FormData()
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) all.append(name, value)
  for (const [name, content] of files) all.append('file', new Blob([content as BlobPart]), name)
  return all
}

/** What the organization has in the store. */
function contentsOf({ app: { config }, ada }: Hiring): string[] {
  const folder = join(config.data_dir, 'files', ada.organization_id)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .flatMap((part) => readdirSync(join(folder, part)))
    .sort()
}
