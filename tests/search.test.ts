import { expect, test } from 'bun:test'
import { renameSync } from 'node:fs'
import fc from 'fast-check'
import { databaseUrlOf } from '../src/config/database-url.ts'
import { statement } from '../src/db/statement.ts'
import { rebuildSearch } from '../src/modules/search/index-texts.ts'
import { WINDOW } from '../src/modules/search/windows.ts'
import { type Answer, callsTo, onEachEngine, sharedApp, type TestApp, testApp } from './app.ts'
import { outsider } from './db/database.ts'
import { apiKey, type Member, signIn, signUp } from './people.ts'
import { plansOf, statementsOf } from './plans.ts'
import { joinAs } from './teams.ts'

onEachEngine('A search', (engine) => {
  const app = sharedApp(engine)
  const { call, done } = callsTo(app)
  const make = async (by: Member, task: object) => {
    return (await done('POST', '/tasks', by, task)) as { id: string }
  }
  const search = async (by: Pick<Member, 'token'>, q: string, more = ''): Promise<Answer> => {
    const answer = await call('GET', `/search?q=${encodeURIComponent(q)}${more}`, by)
    expect([q, answer.status]).toEqual([q, 200])
    return answer
  }
  const titles = async (by: Pick<Member, 'token'>, q: string, more = '') =>
    (await search(by, q, more)).body.items.map((item: any) => item.title ?? marked(item.highlights.text))
  /** All pages. */
  const walk = async (by: Pick<Member, 'token'>, q: string, limit: number): Promise<any[]> => {
    const items: any[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body }: Answer = await search(by, q, `&limit=${limit}${cursor && `&cursor=${cursor}`}`)
      expect(body.items.length).toBeLessThanOrEqual(limit)
      items.push(...body.items)
      cursor = body.next_cursor
    }
    return items
  }
  /** A conversation that the first of them begins, and writes in. */
  const converse = async (kind: 'direct' | 'group' | 'assistant', [by, ...others]: [Member, ...Member[]]) => {
    const ids = others.map(({ member_id }) => member_id)
    const { status, body, text } = await call('POST', '/conversations', by, {
      kind,
      ...(kind === 'direct' && { member_id: ids[0] }),
      ...(kind === 'group' && { title: 'A group', member_ids: ids }),
    })
    if (status !== 201) throw new Error(text)
    const path = `/conversations/${body.id}/messages`
    const say = async (text: string): Promise<string> => {
      const answer = await call('POST', path, by, { body: text })
      if (answer.status !== 201) throw new Error(answer.text)
      return answer.body.id
    }
    return { id: body.id as string, path, say }
  }

  test('asks once for all kinds, however many there are', async () => {
    const one = await app()
    const dot = await signUp(one, 'dot')
    await one.post('/api/v1/tasks', { token: dot.token, json: { title: 'Prune the roses' } })
    const search = () => one.get('/api/v1/search?q=prune%20roses', { token: dot.token })
    await search()
    const { answer, texts } = await statementsOf(one, /search_postings|search_index/, search)
    expect(answer.body.items).toHaveLength(1)
    expect(texts.length).toBeLessThan(4)
  })

  /** Whoever sees everything was asked about by a query of its own, before the rows were read. */
  test('reads the rows of who sees everything once, and none of what is in the trash', async () => {
    const one = await app()
    const eve = await signUp(one, 'eve')
    const { id: project_id } = await done('POST', '/projects', eve, { name: 'quince' })
    await make(eve, { title: 'quince', project_id })
    const { id: job_id } = await done('POST', '/jobs', eve, { title: 'quince', status: 'open' })
    const applicant = { name: 'quince', email: 'quince@example.com' }
    await done('POST', '/applications', eve, { job_id, ...applicant })
    const { answer, texts } = await statementsOf(one, /from "(projects|tasks|jobs|applications)"/, () =>
      one.get('/api/v1/search?q=quince', { token: eve.token }),
    )
    const all = ['application', 'candidate', 'job', 'project', 'task']
    expect(answer.body.items.map((item: any) => item.kind).sort()).toEqual(all)
    expect(texts.filter((text) => /^select "id", "(name|title)"/.test(text))).toHaveLength(4)
    expect(texts).toHaveLength(4)
    for (const path of [`/projects/${project_id}`, `/jobs/${job_id}`]) await call('DELETE', path, eve)
    const left = (await search(eve, 'quince')).body.items
    expect(left.map((item: any) => item.kind)).toEqual(['candidate'])
  })

  /** By their ids alone, for which there is no index, all notes of the organization had been gone through. */
  test('reads what hangs on something by what it hangs on', async () => {
    const one = await app()
    const fay = await signUp(one, 'fay')
    const { id: job_id } = await done('POST', '/jobs', fay, { title: 'a job', status: 'open' })
    const applicant = { name: 'an applicant', email: 'applicant@example.com' }
    const { id } = await done('POST', '/applications', fay, { job_id, ...applicant })
    await done('POST', `/applications/${id}/notes`, fay, { body: 'medlar' })
    const { answer, texts } = await statementsOf(one, /select [^;]*\bapplication_notes\b/, () =>
      search(fay, 'medlar'),
    )
    expect(answer.body.items).toMatchObject([{ kind: 'note', application_id: id }])
    const reads = texts.filter((text) => !text.includes('search_'))
    const plans = await plansOf(one, fay.organization_id, reads)
    const byBoth =
      /AND application_id=\? AND id=\?|\b[ct]\.application_id\b|Index Cond: .*\bapplication_id = /
    expect(plans.filter(({ plan }) => !byBoth.test(plan))).toEqual([])
    expect(plans.length).toBeGreaterThan(1)
  })

  test('finds tasks, projects and messages by their words, marked', async () => {
    const ada = await signUp(await app(), 'found-ada')
    const project = (
      await call('POST', '/projects', ada, { name: 'Roses for the yard', description: 'Red ones.' })
    ).body
    const task = await make(ada, {
      title: 'Prune the ROSES',
      description: 'Not the thorns',
      project_id: project.id,
    })
    await make(ada, { title: 'Water the tulips' })
    const talk = await converse('group', [ada])
    const message = await talk.say('Are the <b>roses</b> pruned?')
    const { items, next_cursor } = (await search(ada, 'roses')).body
    expect(next_cursor).toBeNull()
    expect(items).toEqual([
      {
        kind: 'task',
        id: task.id,
        title: 'Prune the ROSES',
        highlights: {
          title: [
            { text: 'Prune the ', match: false },
            { text: 'ROSES', match: true },
          ],
          text: [{ text: 'Not the thorns', match: false }],
        },
        score: 8,
        project_id: project.id,
        conversation_id: null,
        created_at: expect.any(String),
      },
      expect.objectContaining({ kind: 'project', id: project.id, title: 'Roses for the yard', score: 8 }),
      {
        kind: 'message',
        id: message,
        title: null,
        highlights: {
          title: null,
          text: [
            { text: 'Are the <b>', match: false },
            { text: 'roses', match: true },
            { text: '</b> pruned?', match: false },
          ],
        },
        score: 1,
        project_id: null,
        conversation_id: talk.id,
        created_at: expect.any(String),
      },
    ])
    expect(await titles(ada, 'roses', '&kind=project')).toEqual(['Roses for the yard'])
    expect(await titles(ada, 'roses', '&kind=message')).toEqual(['Are the <b>[roses]</b> pruned?'])
  })

  test('takes all words, in any order, phrases, beginnings, and every writing of a letter', async () => {
    const ada = await signUp(await app(), 'words-ada')
    for (const title of [
      'Crème brûlée',
      'red thorns and roses',
      'roses, red',
      'Straßenfest e-mail',
      '東京都の会議',
      'don’t panic',
      'Ελλάς',
    ]) {
      await make(ada, { title })
    }
    await make(ada, { title: 'Half here', description: 'roses there' })
    for (const [typed, found] of [
      ['roses red', ['roses, red', 'red thorns and roses']],
      ['"roses red"', ['roses, red']],
      ['"red roses"', []],
      ['half roses', ['Half here']],
      ['"here roses"', []],
      ['creme BRULEE', ['Crème brûlée']],
      ['cre\u0300me', ['Crème brûlée']],
      ['strassenfest', ['Straßenfest e-mail']],
      ['STRASSENFEST', ['Straßenfest e-mail']],
      ['stras', []],
      ['stras*', ['Straßenfest e-mail']],
      ['st*', []],
      ['e-mail', ['Straßenfest e-mail']],
      ['mail e', ['Straßenfest e-mail']],
      ['mail-e', []],
      ['thorns ros*', ['red thorns and roses']],
      ['"thorns and ros*', []],
      ['東京', ['東京都の会議']],
      ['会議', ['東京都の会議']],
      ['東会', []],
      ["don't", ['don’t panic']],
      ['ελλασ', ['Ελλάς']],
      ['ΕΛΛΑΣ', ['Ελλάς']],
    ] as const) {
      expect([typed, await titles(ada, typed)]).toEqual([typed, [...found]])
    }
  })

  test('ranks what has the words in its title, and has them more often, higher', async () => {
    const ada = await signUp(await app(), 'rank-ada')
    await make(ada, { title: 'roses' })
    await make(ada, { title: 'often', description: 'roses roses and roses' })
    await make(ada, { title: 'once', description: 'roses' })
    await make(ada, { title: 'newest', description: 'roses' })
    await make(ada, { title: 'roses and roses', description: 'roses' })
    expect(await titles(ada, 'roses')).toEqual(['roses and roses', 'roses', 'often', 'newest', 'once'])
  })

  test('is never wrong, whatever is typed', async () => {
    const ada = await signUp(await app(), 'hostile-ada')
    await make(ada, { title: 'AND OR NOT near title body' })
    for (const typed of [
      '"',
      '""',
      '*',
      '***',
      'a*',
      '(',
      ')',
      'title:x',
      '-x',
      '^x',
      'NEAR(a b)',
      'a AND',
      'OR',
      'NOT',
      "'; drop table tasks",
      '\\',
      ':*',
      '&',
      '|',
      '!',
      '<->',
      'a:b',
      '{title} : x',
      '%',
      '_',
      '\u0000',
      '🌹',
      '\u0301',
      '\uFFFF',
      '… ½ №',
      'x'.repeat(200),
      'a '.repeat(100),
      '"a b',
      '"a" "b',
      "it''s",
      '$1',
      ':organization_id',
      '+?',
    ]) {
      await search(ada, typed)
    }
    expect(await titles(ada, 'not AND or')).toEqual(['AND OR NOT near title body'])
    expect(await titles(ada, '!')).toEqual([])
    for (const query of [
      '',
      '?q=',
      `?q=${'x'.repeat(201)}`,
      '?q=x&kind=team',
      '?q=x&limit=0',
      '?q=x&cursor=x',
      '?q=x&limit=201',
    ]) {
      expect([query, (await call('GET', `/search${query}`, ada)).status]).toEqual([query, 422])
    }
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60, minLength: 1 }), async (typed) => {
        if (typed.isWellFormed()) await search(ada, typed)
      }),
      { numRuns: 100 },
    )
  })

  test('knows at once what changed, and forgets what is gone', async () => {
    const ada = await signUp(await app(), 'change-ada')
    const { id } = await make(ada, { title: 'roses', description: 'thorns' })
    await call('PATCH', `/tasks/${id}`, ada, { status: 'done' })
    expect(await titles(ada, 'roses')).toEqual(['roses'])
    await call('PATCH', `/tasks/${id}`, ada, { title: 'tulips' })
    expect(await titles(ada, 'roses')).toEqual([])
    expect(await titles(ada, 'tulips thorns')).toEqual(['tulips'])
    await call('DELETE', `/tasks/${id}`, ada)
    expect(await titles(ada, 'tulips')).toEqual([])
    await call('POST', `/trash/${id}/restore`, ada)
    expect(await titles(ada, 'tulips')).toEqual(['tulips'])
    await call('DELETE', `/tasks/${id}`, ada)
    await call('DELETE', `/trash/${id}`, ada)
    expect(await titles(ada, 'tulips')).toEqual([])
    expect(await indexed(ada)).toEqual(0)
    const talk = await converse('group', [ada])
    const message = await talk.say('lilies')
    await call('PATCH', `${talk.path}/${message}`, ada, { body: 'white lilies' })
    expect(await titles(ada, 'lilies')).toEqual(['white [lilies]'])
    await call('DELETE', `${talk.path}/${message}`, ada)
    expect(await titles(ada, 'lilies')).toEqual([])
  })

  const indexed = async ({ organization_id }: Member) => {
    const { db } = (await app()).context
    return (await db.for(organization_id).read((q) => q.all(COUNT))).length
  }

  test('forgets what a project takes along when it is purged', async () => {
    const ada = await signUp(await app(), 'purge-ada')
    const project_id = (await call('POST', '/projects', ada, { name: 'roses' })).body.id
    await make(ada, { title: 'roses', project_id })
    expect(await titles(ada, 'roses')).toHaveLength(2)
    expect(await indexed(ada)).toBe(2)
    await call('DELETE', `/projects/${project_id}`, ada)
    expect(await titles(ada, 'roses')).toEqual([])
    await call('DELETE', `/trash/${project_id}`, ada)
    expect(await indexed(ada)).toBe(0)
  })

  test('shows each what he may read and nothing else', async () => {
    const owner = await signUp(await app(), 'same-owner')
    const [ann, ben, viewer] = [
      await joinAs(await app(), owner, 'same-ann', 'member'),
      await joinAs(await app(), owner, 'same-ben', 'member'),
      await joinAs(await app(), owner, 'same-viewer', 'viewer'),
    ]
    const stranger = await signUp(await app(), 'same-stranger')
    await make(stranger, { title: 'rose lily iris' })
    const team_id = (await call('POST', '/teams', ann, { name: 'Roses' })).body.id
    const all = [owner, ann, ben, viewer]
    const words = fc.array(fc.constantFrom('rose', 'lily', 'iris', 'roses'), { minLength: 1, maxLength: 3 })
    const someone = fc.constantFrom(null, ...all.map(({ member_id }) => member_id))
    const projects: { id: string }[] = []
    const thing = fc.record({
      title: words.map((some) => some.join(' ')),
      description: words.map((some) => some.join(', ')),
      owner_id: someone,
      assignee_id: someone,
      team_id: fc.constantFrom(null, null, team_id),
      project: fc.nat(4),
      isProject: fc.boolean(),
      share: fc.constantFrom(null, ...all),
    })
    const made: { kind: string; id: string; text: string }[] = []
    const put = async ({ isProject, share, project, assignee_id, title, ...rest }: any) => {
      const text = `${title} ${rest.description}`
      if (isProject) {
        const { body } = await call('POST', '/projects', owner, { name: title, ...rest })
        projects.push(body)
        return made.push({ kind: 'project', id: body.id, text })
      }
      const project_id = projects[project]?.id ?? null
      const { id } = await make(owner, { title, assignee_id, project_id, ...rest })
      if (share)
        await call('PUT', `/tasks/${id}/shares/members/${share.member_id}`, owner, { permission: 'view' })
      made.push({ kind: 'task', id, text })
    }
    await fc.assert(
      fc.asyncProperty(fc.array(thing, { minLength: 1, maxLength: 6 }), words, async (things, sought) => {
        for (const one of things) await put(one)
        for (const by of all) {
          const expected: string[] = []
          for (const { kind, id, text } of made) {
            const holds = sought.every((word) => text.split(/\W+/).includes(word))
            if (holds && (await call('GET', `/${kind}s/${id}`, by)).status === 200) expected.push(id)
          }
          const found = await walk(by, sought.join(' '), 7)
          expect(found.map(({ id }) => id).sort()).toEqual(expected.sort())
          const listed = (await call('GET', `/tasks?limit=200&text=${sought.join('+')}`, by)).body.items
          const tasks = found.filter(({ kind }) => kind === 'task')
          expect(listed.map(({ id }: any) => id).sort()).toEqual(tasks.map(({ id }) => id).sort())
        }
      }),
      { numRuns: 6 },
    )
  }, 60_000)

  test('shows messages to those who are in the conversation, and of assistants to keys', async () => {
    const owner = await signUp(await app(), 'talk-owner')
    const ann = await joinAs(await app(), owner, 'talk-ann', 'member')
    const stranger = await signUp(await app(), 'talk-stranger')
    const [both, own, assistant] = [
      await converse('direct', [owner, ann]),
      await converse('group', [owner]),
      await converse('assistant', [ann]),
    ]
    await both.say('roses for both')
    await own.say('roses of mine')
    await assistant.say('roses, please')
    expect(await titles(owner, 'roses')).toEqual(['[roses] of mine', '[roses] for both'])
    expect(await titles(ann, 'roses')).toEqual(['[roses], please', '[roses] for both'])
    expect(await titles(stranger, 'roses')).toEqual([])
    const byKey = async (scope: string) => {
      const key = await apiKey(await app(), owner, scope)
      const { body } = await (await app()).get('/api/v1/search?q=roses', { key })
      return body.items.map((item: any) => marked(item.highlights.text))
    }
    expect(await byKey('write')).toEqual(['[roses], please'])
    // Whose scope is not enough to read messages does not find them either.
    expect(await byKey('read')).toEqual([])
    const group = await converse('group', [owner, ann])
    await group.say('roses for a while')
    expect(await titles(ann, 'roses while')).toHaveLength(1)
    await call('DELETE', `/conversations/${group.id}/members/${ann.member_id}`, owner)
    expect(await titles(ann, 'roses while')).toEqual([])
    await call('DELETE', `/members/${ann.member_id}`, owner)
    expect((await call('GET', '/search?q=roses', ann)).status).toBe(401)
  })

  /** So many of so long texts are not indexed with the request that brings them. */
  test('finds all of a long list of long texts at once', async () => {
    const ada = await signUp(await app(), 'list-ada')
    const description = 'pruned in spring, and again in autumn; '.repeat(52)
    const tasks = Array.from({ length: 450 }, (_, i) => ({ title: `roses ${i}`, description }))
    await done('POST', '/tasks/bulk', ada, { tasks })
    expect(await walk(ada, 'roses', 200)).toHaveLength(450)
  })

  test('tells what is indexed while nothing can be written, and that some may be missing', async () => {
    await using own = await testApp(engine)
    const { token } = await signUp(own, 'full-ada')
    const ask = async (path: string) => (await own.get(`/api/v1/${path}`, { token })).body
    await own.post('/api/v1/tasks', { token, json: { title: 'old roses' } })
    expect((await ask('search?q=roses')).items).toHaveLength(1)
    await own.post('/api/v1/tasks', { token, json: { title: 'new roses' } })
    {
      await using _ = await refusingToIndex(own)
      const found = await ask('search?q=roses')
      expect([found.items?.map(({ title }: any) => title), found.incomplete]).toEqual([['old roses'], true])
      const listed = await ask('tasks?text=roses')
      expect([listed.items?.length, listed.incomplete]).toEqual([1, true])
      expect(await ask('tasks/stats/counts?text=roses')).toMatchObject({ total: 1, incomplete: true })
    }
    const found = await ask('search?q=roses')
    expect([found.items.length, found.incomplete]).toEqual([2, undefined])
    const listed = await ask('tasks?text=roses')
    expect([listed.items.length, listed.incomplete]).toEqual([2, undefined])
    expect((await ask('tasks/stats/counts?text=roses')).total).toBe(2)
  })

  test('has its job index the texts of all others where those of one organization fail', async () => {
    await using own = await testApp(engine)
    const members = [await signUp(own, 'job-ada'), await signUp(own, 'job-ben')]
    // Whichever of the two comes first.
    for (const { token, organization_id } of members) {
      for (const member of members) {
        await own.post('/api/v1/tasks', { token: member.token, json: { title: 'roses' } })
      }
      await using outside = await outsider(databaseUrlOf(own.config))
      const when = `before delete on search_queue for each row when (old.organization_id = '${organization_id}')`
      if (engine === 'postgres') {
        await outside.query(`create or replace function refuse() returns trigger language plpgsql as $$
          begin raise exception 'refused'; end $$`)
        await outside.query(`create trigger refuse ${when} execute function refuse()`)
      } else await outside.query(`create trigger refuse ${when} begin select raise(abort, 'refused'); end`)
      const { cron } = own.context
      expect(await cron.run('index_texts')).toMatchObject({
        outcome: 'failed',
        // Not what was raised, which may quote a row.
        detail: expect.stringMatching(/^indexed 1 texts, 1 failed; organization .*: Raised by a trigger/),
      })
      await outside.query(`drop trigger refuse${engine === 'postgres' ? ' on search_queue' : ''}`)
      expect((await cron.run('index_texts')).outcome).toBe('done')
      expect((await own.get('/api/v1/search?q=roses', { token })).status).toBe(200)
    }
  })

  test('hides nothing behind many that may not be seen, and no page is twice', async () => {
    const owner = await signUp(await app(), 'many-owner')
    const ann = await joinAs(await app(), owner, 'many-ann', 'member')
    const { context } = await app()
    const ben = await joinAs(await app(), owner, 'many-ben', 'member')
    const many = 3 * WINDOW + 50
    const seen: string[] = []
    const seenByBen: string[] = []
    await context.db.for(owner.organization_id).write(async (tx) => {
      for (let i = 0; i < many; i += 1) {
        const id = context.newId()
        const owner_id = i % 3 !== 1 ? ann.member_id : owner.member_id
        if (owner_id === ann.member_id) seen.push(id)
        const assignee_id = i % 200 === 7 ? ben.member_id : null
        if (assignee_id) seenByBen.push(id)
        const texts = { title: i % 3 === 0 ? 'roses' : 'thorns', description: 'roses and thorns' }
        const plain = { status: 'todo', priority: 'none', labels: [], created_at: i, updated_at: i }
        const { organization_id } = owner
        const people = { owner_id, assignee_id }
        await tx.insert(tx.tables.tasks).values({ organization_id, id, ...people, ...texts, ...plain })
      }
      await tx.record({ kind: 'task', id: seen[0] ?? '', verb: 'changed' })
    })
    // More than anybody waits for: the job takes them.
    expect((await search(owner, 'roses')).body).toEqual({ items: [], next_cursor: null, incomplete: true })
    expect(await context.cron.run('index_texts')).toMatchObject({ outcome: 'done' })
    expect((await walk(ann, 'roses', 40)).map(({ id }) => id).sort()).toEqual(seen.sort())
    // Who sees few is looked for among these.
    expect((await walk(ben, 'roses', 3)).map(({ id }) => id).sort()).toEqual(seenByBen.sort())
    expect(await walk(ben, 'tulips', 3)).toEqual([])
    const listed = (await call('GET', '/tasks?text=roses&count=true', ben)).body
    expect([listed.total, listed.items.map(({ id }: any) => id)]).toEqual([4, seenByBen.sort()])
    const items = await walk(owner, 'roses', 120)
    expect(items).toHaveLength(many)
    expect(new Set(items.map(({ id }) => id)).size).toBe(many)
    const first = items.slice(0, WINDOW).map(({ score }) => score)
    expect(first).toEqual(first.toSorted((a, b) => b - a))
    expect(Math.max(...items.slice(WINDOW).map(({ score }) => score))).toBe(first[0])
    const { body } = await search(owner, 'roses', '&limit=10')
    for (const other of ['thorns', 'roses thorns']) {
      expect((await call('GET', `/search?q=${other}&cursor=${body.next_cursor}`, owner)).body.code).toBe(
        'invalid_cursor',
      )
    }
    // Nothing of how much there is stands in it.
    expect(Buffer.from(body.next_cursor, 'base64url').subarray(16).toString()).toMatch(
      /^\["task [\w-]+","task [\w-]+",\d+,"task [\w-]+",1\]$/,
    )
  })

  test('goes on where it was, whatever comes and goes meanwhile', async () => {
    const ada = await signUp(await app(), 'meanwhile-ada')
    for (let i = 0; i < 6; i += 1) await make(ada, { title: `roses ${i}` })
    const first = (await search(ada, 'roses', '&limit=2')).body
    expect(first.items.map(({ title }: any) => title)).toEqual(['roses 5', 'roses 4'])
    await make(ada, { title: 'roses roses 6', description: 'roses' })
    await call('DELETE', `/tasks/${first.items[0].id}`, ada)
    const next = (await search(ada, 'roses', `&limit=9&cursor=${first.next_cursor}`)).body
    expect(next.items.map(({ title }: any) => title)).toEqual(['roses 3', 'roses 2', 'roses 1', 'roses 0'])
    expect(next.next_cursor).toBeNull()
  })

  test('finds the beginning of long texts, and shows the part that was looked for', async () => {
    const ada = await signUp(await app(), 'long-ada')
    const description = `${'weeds '.repeat(1_000)}roses ${'weeds '.repeat(3_000)}tulips`
    await make(ada, { title: 'long', description })
    const [item] = (await search(ada, 'roses')).body.items
    expect(marked(item.highlights.text)).toMatch(/^… (weeds )+\[roses\]( weeds)+ …$/)
    expect(marked(item.highlights.text).length).toBeLessThan(230)
    expect(await titles(ada, 'tulips')).toEqual([])
  })

  test('takes long texts that come together one after the other', async () => {
    const ada = await signUp(await app(), 'heavy-ada')
    const { context } = await app()
    const { organization_id, member_id: owner_id } = ada
    await context.db.for(organization_id).write(async (tx) => {
      for (let i = 0; i < 12; i += 1) {
        const texts = { title: 'roses', description: 'weeds '.repeat(4_000) }
        const plain = { status: 'todo', priority: 'none', labels: [], created_at: i, updated_at: i }
        await tx
          .insert(tx.tables.tasks)
          .values({ organization_id, id: context.newId(), owner_id, ...texts, ...plain })
      }
      await tx.record({ kind: 'task', id: '', verb: 'changed' })
    })
    expect(await titles(ada, 'roses')).toHaveLength(12)
  })

  test('is kept for each who asks, and not sent again to who has it', async () => {
    const owner = await signUp(await app(), 'kept-owner')
    const admin = await joinAs(await app(), owner, 'kept-admin', 'admin')
    // Of conversations, admins see their own.
    const talk = await converse('group', [owner])
    await talk.say('lilies')
    expect(await titles(owner, 'lilies')).toEqual(['[lilies]'])
    expect(await titles(admin, 'lilies')).toEqual([])
    const { headers } = await search(owner, 'lilies')
    const again = () =>
      call('GET', '/search?q=lilies', owner, undefined, { 'if-none-match': headers.get('etag') ?? '' })
    expect((await again()).status).toBe(304)
    await talk.say('lilies, too')
    expect((await again()).body.items).toHaveLength(2)
  })

  test('is filled anew from the texts', async () => {
    const ada = await signUp(await app(), 'anew-ada')
    const { context } = await app()
    await make(ada, { title: 'roses' })
    await call('POST', '/projects', ada, { name: 'roses' })
    await (await converse('group', [ada])).say('roses')
    expect(await titles(ada, 'roses')).toHaveLength(3)
    await context.db.for(ada.organization_id).write((tx) => tx.all(EMPTY))
    // Another question: the log does not tell of what was done here by hand.
    expect(await titles(ada, 'roses', '&limit=40')).toEqual([])
    expect(await rebuildSearch(context, ada.organization_id, () => {})).toBe(3)
    expect(await titles(ada, 'roses', '&limit=41')).toHaveLength(3)
    expect(await rebuildSearch(context, ada.organization_id, () => {})).toBe(3)
    expect(await titles(ada, 'roses', '&limit=42')).toHaveLength(3)
  })

  /** By its id alone, each page had sorted all comments of the organization. */
  test('is filled anew in the order of the tables, also where a page ends between comments of one thing', async () => {
    const ada = await signUp(await app(), 'pages-ada')
    const { context } = await app()
    const titles = ['one', 'another']
    const contents = await Promise.all(titles.map((title) => done('POST', '/content', ada, { title })))
    const commentsOn = ({ id }: any) =>
      Array.from({ length: 65 }, (_, i) =>
        done('POST', `/content/${id}/comments`, ada, { body: `quince ${i}` }),
      )
    await Promise.all(contents.flatMap(commentsOn))
    await context.db.for(ada.organization_id).write((tx) => tx.all(EMPTY))
    const { answer, texts } = await statementsOf(await app(), /as characters/, () =>
      rebuildSearch(context, ada.organization_id, () => {}),
    )
    expect(answer).toBe(2 + 130)
    expect(await walk(ada, 'quince', 50)).toHaveLength(130)
    const plans = await plansOf(await app(), ada.organization_id, [...new Set(texts)])
    expect(plans.length).toBeGreaterThan(5)
    expect(plans.filter(({ plan }) => SORTED.test(plan))).toEqual([])
  })

  test('of a list of tasks goes together with its other filters', async () => {
    const ada = await signUp(await app(), 'filter-ada')
    await make(ada, { title: 'roses', status: 'done' })
    await make(ada, { title: 'thorns', description: 'of roses' })
    await make(ada, { title: 'tulips' })
    const listed = async (query: string) => {
      const { body } = await call('GET', `/tasks?count=true&${query}`, ada)
      return [body.total, ...body.items.map(({ title }: any) => title)]
    }
    expect(await listed('text=roses')).toEqual([2, 'roses', 'thorns'])
    expect(await listed('text=ros*&status=todo&sort=-created_at')).toEqual([1, 'thorns'])
    expect(await listed('text=%22')).toEqual([0])
    expect((await call('GET', '/tasks?text=', ada)).status).toBe(422)
    const { next_cursor } = (await call('GET', '/tasks?limit=1&text=roses', ada)).body
    expect((await call('GET', `/tasks?text=thorns&cursor=${next_cursor}`, ada)).body.code).toBe(
      'invalid_cursor',
    )
  })

  test('finds what was written before, whichever process is asked, while many write', async () => {
    const here = await app()
    await using there = await testApp(engine, besideOf(here))
    const ada = await signUp(here, 'at-once-ada')
    const [first, second] = [callsTo(here), callsTo(there)]
    // Each is looked for at once, in a list that others have asked for as well.
    const write = async (writer: number) => {
      for (let i = 0; i < 3; i += 1) {
        const [told, asked] = i % 2 > 0 ? [first, second] : [second, first]
        const title = `roses w${writer}n${i}`
        const { id } = await told.done('POST', '/tasks', ada, { title })
        const list = await asked.done('GET', '/tasks?limit=200&text=roses', ada)
        const found = await asked.done('GET', `/search?q=w${writer}n${i}`, ada)
        expect([title, list.items.map((task: any) => task.id), found.items.length]).toEqual([
          title,
          expect.arrayContaining([id]),
          1,
        ])
      }
    }
    await Promise.all(Array.from({ length: 6 }, (_, writer) => write(writer)))
    for (const { done } of [first, second]) {
      expect((await done('GET', '/tasks?text=roses&count=true', ada)).total).toBe(18)
    }
  })

  test('ends with the right to it', async () => {
    const owner = await signUp(await app(), 'stale-owner')
    const ann = await joinAs(await app(), owner, 'stale-ann', 'member')
    const { id } = await make(owner, { title: 'roses' })
    await call('PUT', `/tasks/${id}/shares/members/${ann.member_id}`, owner, { permission: 'view' })
    expect(await titles(ann, 'roses')).toEqual(['roses'])
    await call('DELETE', `/tasks/${id}/shares/members/${ann.member_id}`, owner)
    expect(await titles(ann, 'roses')).toEqual([])
    await call('PATCH', `/members/${ann.member_id}`, owner, { status: 'suspended' })
    expect([401, 403]).toContain((await call('GET', '/search?q=roses', ann)).status)
    expect((await call('GET', '/search?q=roses', await signIn(await app(), owner))).status).toBe(200)
  })
})

/** For another process on the same database. */
function besideOf({ config: { data_dir, database_url } }: TestApp): Record<string, string> {
  return { DATA_DIR: data_dir, ...(database_url && { DATABASE_URL: database_url }) }
}

const COUNT = statement('select number from search_documents where organization_id = :organization_id')
const SORTED = /TEMP B-TREE|Sort/
const EMPTY = statement('delete from search_documents where organization_id = :organization_id')

/** The parts as one text, what matches in brackets. */
function marked(parts: { text: string; match: boolean }[]): string {
  return parts.map(({ text, match }) => (match ? `[${text}]` : text)).join('')
}

/** Until it is disposed of: on SQLite the file is away, on Postgres there is no room. */
async function refusingToIndex({ config, context }: TestApp): Promise<AsyncDisposable> {
  const url = databaseUrlOf(config)
  if (!url.startsWith('postgres')) {
    renameSync(url, `${url}-away`)
    context.db.isHearing(Number.POSITIVE_INFINITY)
    return {
      [Symbol.asyncDispose]: async () => {
        renameSync(`${url}-away`, url)
        context.db.isHearing(Number.POSITIVE_INFINITY)
      },
    }
  }
  const outside = await outsider(url)
  await outside.query(`
    create function refuse() returns trigger language plpgsql as $$
    begin raise exception 'no room' using errcode = '53100'; end $$`)
  await outside.query(
    'create trigger refuse before insert on search_documents for each row execute function refuse()',
  )
  return {
    [Symbol.asyncDispose]: async () => {
      await outside.query('drop function refuse cascade')
      await outside[Symbol.asyncDispose]()
    },
  }
}
