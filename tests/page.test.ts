/** The page in a real browser, against a real server: what somebody sees who comes with nothing but an address. */
import { beforeAll, describe, expect, test } from 'bun:test'
import { makeDemo } from '../src/modules/demo/demo.ts'
import { ENGINES } from './app.ts'
import { axeFindings, overflowing, unheard } from './browser.ts'
import { addressWithIds } from './demo-place.ts'
import { lookFindings } from './looks.ts'
import { inThePast, PAGE_VIEWS } from './page-views.ts'
import { signUp } from './people.ts'
import { invite, joinAs } from './teams.ts'
import { browserTests, type Window } from './world.ts'

const { window, world } = browserTests()

/** Of members, at their addresses. That of who runs the instance is looked at in a story of its own. */
const VIEWS_SHOWN = PAGE_VIEWS.filter((one) => !one.is_door && !one.is_for_admin)

describe.each(ENGINES)('The first day [%s]', (engine) => {
  test('from an empty instance to the first event', async () => {
    await using there = await world(engine)
    const { page, context, troubles } = await there.open()
    await page.goto('/')
    await page.getByLabel('Your name').fill('Ada Okafor')
    await page.getByLabel('E-mail').fill('ada@example.com')
    await page.getByLabel('Password').fill('short')
    await page.getByLabel('Organization').fill('Bluebird')
    await page.getByRole('button', { name: 'Make the account' }).click()
    // What is wrong stands under its field, and nothing is lost.
    await page.locator('.field:has(input[name=password]) .wrong').waitFor()
    expect(await page.getByLabel('Organization').inputValue()).toBe('Bluebird')
    await page.getByLabel('Password').fill('correct horse battery')
    await page.getByRole('button', { name: 'Make the account' }).click()
    await page.locator('[data-view=overview] [data-story]').waitFor()
    expect(await page.locator('[data-story]').innerText()).toStartWith('Nothing has been reported yet.')
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Make a key' }).click()
    const key = await page.locator('.secret > span').innerText()
    const sent = await there.app.post('/api/v1/events', {
      ...{ key, json: { id: 'e-1', person: 'user-17', verb: 'document.created', core: true } },
    })
    expect(sent.body).toMatchObject({ accepted: 1 })
    await page.clock.runFor(6_000)
    await page.locator('[data-listening=arrived]').waitFor()
    expect(await page.locator('[data-listening]').innerText()).toEndWith('user-17, document.created.')
    await page.locator('[data-metric=total_users][data-value="2"]').waitFor()
    expect(await page.locator('[data-story]').innerText()).toStartWith('The first event has arrived')
    expect(troubles).toEqual([])
    await context.close()
  })
})

describe('Signing in', () => {
  test('a wrong password, one too many, and the right one after a while', async () => {
    await using there = await world('sqlite')
    const { email, password } = await signUp(there.app, 'ada')
    const { page, context, troubles } = await there.open()
    await page.goto('/#/explore/sessions?period=30d')
    expect(await axeFindings(page)).toEqual([])
    await page.getByLabel('E-mail').fill(email)
    const attempt = async (text: string) => {
      await page.getByLabel('Password').fill(text)
      await page.getByRole('button', { name: 'Sign in' }).click()
    }
    await attempt('wrong')
    const alert = page.getByRole('alert')
    expect(await alert.innerText()).toBe('That e-mail and password do not belong together.')
    for (let i = 0; i < 5; i += 1) {
      await there.app.post('/api/v1/auth/signin', { json: { email, password: 'wrong' } })
    }
    await attempt(password)
    await page.getByText('Too many wrong attempts. Try again at').waitFor()
    there.app.clock.at += 3_600_000
    await attempt(password)
    // At the address that was asked for.
    await page.locator('.rail').waitFor()
    expect(page.url()).toEndWith('/#/explore/sessions?period=30d')
    expect(troubles).toEqual([])
    await context.close()
  })

  test('a session that ended elsewhere shows nothing any more', async () => {
    const there = await window('sqlite')
    const grace = await signUp(there.app, 'grace')
    const { page } = there
    await there.signIn(grace)
    await page.goto('/')
    await page.locator('[data-view=overview] .cards').waitFor()
    const { body } = await there.app.get('/api/v1/auth/sessions', { token: grace.token })
    for (const { id, is_current } of body.items) {
      if (!is_current) await there.app.delete(`/api/v1/auth/sessions/${id}`, { token: grace.token })
    }
    await page.keyboard.press('r')
    await page.getByText('You were signed out').waitFor()
    expect(await page.locator('.cards').count()).toBe(0)
  })
})

test('what others do shows by itself, after a break, too, and so does that one was signed out', async () => {
  const there = await window('sqlite')
  const { app, page } = there
  const linus = await signUp(app, 'linus')
  const ida = await joinAs(app, linus, 'ida', 'member')
  const make = (title: string) =>
    app.post('/api/v1/tasks', { token: ida.token, json: { title, assignee_id: linus.member_id } })
  const see = (isSeen: boolean) =>
    page.evaluate((hidden) => {
      Object.defineProperty(document, 'hidden', { value: hidden, configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    }, !isSeen)
  await there.signIn(linus)
  await page.goto('/#/tasks')
  await page.getByText('No tasks yet').waitFor()
  await page.clock.runFor(2_500)
  const state = page.locator('.live')
  await state.getByText('Live,').waitFor()
  await make('Dig the pond')
  await page.getByText('Dig the pond').waitFor()
  await page.locator('.bell i').first().waitFor()
  await see(false)
  await state.getByText('As of').waitFor()
  expect(app.context.live.size).toBe(0)
  await make('Feed the frogs')
  await see(true)
  await state.getByText('Live,').waitFor()
  await page.getByText('Feed the frogs').waitFor()
  const { body } = await app.get('/api/v1/auth/sessions', { token: linus.token })
  for (const { id, is_current } of body.items) {
    if (!is_current) await app.delete(`/api/v1/auth/sessions/${id}`, { token: linus.token })
  }
  await page.getByText('You were signed out').waitFor()
})

test.each(PAGE_VIEWS.filter((one) => one.is_door))('$name stands in nobody’s way', async ({ address }) => {
  const there = await window('sqlite')
  await there.signIn(null)
  await there.page.goto(`/${address}`)
  await there.settled()
  expect(await lookFindings(there.page)).toEqual([])
})

/** A picture of one dot. */
const ONE_DOT =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

describe('Work', () => {
  test('tasks are made of pasted lines, moved, changed together, and all of it is taken back', async () => {
    const there = await window('sqlite')
    const barbara = await signUp(there.app, 'barbara')
    const { page, troubles } = there
    await there.signIn(barbara)
    await page.goto('/#/tasks')
    await page.getByText('No tasks yet').waitFor()
    await page.keyboard.press('c')
    await page.getByLabel('Title').fill('- Prune the roses\n- Water the lilies\n\nMow the lawn')
    await page.getByRole('button', { name: 'Make 3 tasks' }).click()
    await page.locator('[data-task]').nth(2).waitFor()
    const statuses = async () => {
      const { body } = await there.app.get('/api/v1/tasks?sort=created_at', { token: barbara.token })
      return body.items.map(({ status }: { status: string }) => status)
    }
    await page.getByRole('button', { name: 'Prune the roses: move to in progress' }).click()
    await page.locator('[data-status=in_progress]').waitFor()
    expect(await statuses()).toEqual(['in_progress', 'todo', 'todo'])
    await page.keyboard.press('z')
    await page.locator('[data-status=in_progress]').waitFor({ state: 'detached' })
    expect(await statuses()).toEqual(['todo', 'todo', 'todo'])
    const row = page.locator('.task-row', { hasText: 'Water the lilies' }).locator('.title')
    await row.focus()
    await page.keyboard.press('p')
    await page.locator('dialog[open]').getByRole('button', { name: 'High' }).click()
    await page.locator('dialog[open]').waitFor({ state: 'detached' })
    // A dialog that left the page while it was open once kept the focus from where it had been.
    expect(await row.evaluate((one) => one === document.activeElement)).toBe(true)
    await page.getByLabel('Select Prune the roses').check()
    await page.getByLabel('Select Mow the lawn').check()
    const status = page.getByRole('toolbar').locator('select').first()
    await status.focus()
    // Many browsers say a key in a closed list as a choice: it changes nothing yet.
    await status.selectOption('in_progress')
    await status.selectOption('done')
    expect(await statuses()).toEqual(['todo', 'todo', 'todo'])
    await page.getByRole('toolbar').getByRole('button', { name: 'Apply' }).click()
    await page.locator('[data-tasks="1"]').waitFor()
    expect(await statuses()).toEqual(['done', 'todo', 'done'])
    // Those that cannot be changed are named, and the others are done without them.
    const { body } = await there.app.get('/api/v1/tasks?status=todo', { token: barbara.token })
    const [lilies] = body.items
    const refusal = {
      index: 0,
      id: lilies.id,
      status: 404,
      code: 'task_not_found',
      detail: 'It is not there.',
    }
    const problem = { status: 422, code: 'bulk_refused', detail: 'Nothing was written.', results: [refusal] }
    await page.goto('/#/tasks?status=todo,done')
    await page.getByLabel('Select Water the lilies').check()
    await page.getByLabel('Select Mow the lawn').check()
    await page.route('**/tasks/bulk-delete', (route) => route.fulfill({ status: 422, json: problem }))
    await page.getByRole('toolbar').getByRole('button', { name: 'Delete' }).click()
    await page.getByText('Water the lilies: It is not there.').waitFor()
    await page.unroute('**/tasks/bulk-delete')
    await page.getByRole('button', { name: 'Leave it out' }).click()
    await page.getByRole('toolbar', { name: '1 selected' }).waitFor()
    await page.getByLabel('Select Prune the roses').check()
    await page.getByRole('toolbar').getByRole('button', { name: 'Delete' }).click()
    await page.locator('[data-tasks="1"]').waitFor()
    expect(await statuses()).toEqual(['todo'])
    await page.keyboard.press('z')
    await page.locator('[data-tasks="3"]').waitFor()
    expect(await statuses()).toEqual(['done', 'todo', 'done'])
    // On the board the same keys change the card in focus.
    await page.getByRole('button', { name: 'Board' }).click()
    await page.locator('[data-column=done] .title').first().focus()
    await page.keyboard.press('s')
    await page.locator('dialog[open]').getByRole('button', { name: 'In progress' }).click()
    await page.locator('[data-column=in_progress] [data-task]').waitFor()
    expect(troubles).toEqual([])
  })

  test('two who change one task: the later sees what the other did, and chooses', async () => {
    const there = await window('sqlite')
    const edsger = await signUp(there.app, 'edsger')
    const { body: task } = await there.app.post('/api/v1/tasks', {
      token: edsger.token,
      json: { title: 'Prune the roses' },
    })
    const { page } = there
    await using _ = await unheard(page)
    await there.signIn(edsger)
    await page.goto(`/#/tasks?task=${task.id}`)
    const title = page.locator('.panel').getByLabel('Title')
    await title.waitFor()
    there.app.clock.at += 1_000
    await there.app.call('PATCH', `/api/v1/tasks/${task.id}`, {
      token: edsger.token,
      json: { title: 'Prune the hedge' },
    })
    await title.fill('Prune the apple tree')
    await title.blur()
    const alert = page.locator('.panel').getByRole('alert')
    await alert.waitFor()
    expect(await alert.innerText()).toContain('Title\nnow: Prune the hedge · yours: Prune the apple tree')
    await alert.getByRole('button', { name: 'Take mine' }).click()
    await alert.waitFor({ state: 'detached' })
    const now = async () => (await there.app.get(`/api/v1/tasks/${task.id}`, { token: edsger.token })).body
    expect((await now()).title).toBe('Prune the apple tree')
    // Where they do not meet, both stay, and nobody is asked.
    there.app.clock.at += 1_000
    await there.app.call('PATCH', `/api/v1/tasks/${task.id}`, {
      token: edsger.token,
      json: { description: 'With a ladder.' },
    })
    await page.locator('.panel').getByLabel('Priority').selectOption('high')
    await page.waitForFunction(() =>
      [...document.querySelectorAll('textarea')].some(({ value }) => value === 'With a ladder.'),
    )
    expect(await now()).toMatchObject({ description: 'With a ladder.', priority: 'high' })
    // Once another list beside it took away the comment that one was writing.
    const comment = page.locator('.panel').getByLabel('Write a comment')
    await comment.fill('Half of a th')
    await page.getByRole('button', { name: 'Board' }).click()
    await page.locator('.board').waitFor()
    expect(await comment.inputValue()).toBe('Half of a th')
    // One's own is changed in its place, and Escape leaves what it said, and the panel open.
    await comment.fill('Half of a thought')
    await comment.press('Control+Enter')
    const said = page.locator('.panel [data-remark]')
    const edit = async (text: string, key: string) => {
      await said.getByRole('button').click()
      await page.getByRole('menuitem').first().click()
      await said.getByRole('textbox').fill(text)
      await said.getByRole('textbox').press(key)
      await said.getByRole('textbox').waitFor({ state: 'detached' })
    }
    await said.getByText('Half of a thought').waitFor()
    await edit('Nothing', 'Escape')
    await said.getByText('Half of a thought').waitFor()
    await edit('All of it', 'Control+Enter')
    await said.getByText('All of it').waitFor()
  })

  test('files are added to a task by choice and by drop, with how far they are, and deleted after a question', async () => {
    const there = await window('sqlite')
    const sophie = await signUp(there.app, 'sophie')
    const { body: task } = await there.app.post('/api/v1/tasks', {
      token: sophie.token,
      json: { title: 'Prune the roses' },
    })
    const { page } = there
    await there.signIn(sophie)
    await page.goto(`/#/tasks?task=${task.id}`)
    const section = page.locator('.panel').getByRole('region', { name: 'Files' })
    const letter = { name: 'letter.txt', mimeType: 'text/plain', buffer: Buffer.from('I know roses.') }
    await section.locator('input[type=file]').setInputFiles(letter)
    await section.getByRole('button', { name: 'Download letter.txt' }).waitFor()
    expect(await section.locator('[data-file] .by').innerText()).toMatch(/13 B\s+sophie\s+/)
    const dropped = await page.evaluateHandle((png) => {
      const data = new DataTransfer()
      data.items.add(new File(['plan'], 'plan.bin'))
      data.items.add(new File(['<script>'], 'page.html'))
      data.items.add(new File([Uint8Array.fromBase64(png)], 'rose.png'))
      return data
    }, ONE_DOT)
    await section.dispatchEvent('dragover', { dataTransfer: dropped })
    await page.locator('.files.over').waitFor()
    await section.dispatchEvent('drop', { dataTransfer: dropped })
    await section.getByRole('button', { name: 'Download page.html' }).waitFor()
    await page.locator('.files.over').waitFor({ state: 'detached' })
    await page.locator('.task-row').getByLabel('4 files').waitFor()
    // A picture is shown by whoever asks for it, and nothing else is.
    const shown = section.getByRole('img', { name: 'rose.png' })
    expect(await section.getByRole('button', { name: /^Show / }).count()).toBe(1)
    await section.getByRole('button', { name: 'Show rose.png' }).click()
    await shown.waitFor()
    expect(await shown.evaluate((one) => (one as HTMLImageElement).decode().then(() => 'is one'))).toBe(
      'is one',
    )
    expect(await lookFindings(page)).toEqual([])
    await section.getByRole('button', { name: 'Hide rose.png' }).click()
    await shown.waitFor({ state: 'detached' })
    const coming = page.waitForEvent('download')
    await section.getByRole('button', { name: 'Download page.html' }).click()
    expect((await coming).suggestedFilename()).toBe('page.html')
    // While they go, it is said how far they are; what is refused is said in words, and nothing is left waiting.
    const answered = Promise.withResolvers<void>()
    await page.route('**/files', async (route) => {
      await answered.promise
      await route.fulfill({
        status: 413,
        json: { status: 413, code: 'body_too_large', detail: 'Too large.' },
      })
    })
    await section.locator('input[type=file]').setInputFiles(letter)
    await section.getByRole('status').waitFor()
    expect(await section.getByRole('button', { name: 'Add files' }).isDisabled()).toBe(true)
    answered.resolve()
    await page.getByText('Too large.').waitFor()
    await section.getByRole('status').waitFor({ state: 'detached' })
    await page.unroute('**/files')
    await section.getByRole('button', { name: 'Delete letter.txt' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Delete', exact: true }).click()
    await page.getByText('letter.txt is gone.').waitFor()
    await section.getByRole('button', { name: 'Download letter.txt' }).waitFor({ state: 'detached' })
    const { body } = await there.app.get(`/api/v1/tasks/${task.id}/files`, { token: sophie.token })
    expect(body.items.map(({ name }: any) => name)).toEqual(['plan.bin', 'page.html', 'rose.png'])
  })

  test('whoever may only look at a task cannot select it, nor delete the project of a team that they do not lead', async () => {
    const there = await window('sqlite')
    const donald = await signUp(there.app, 'donald')
    const margaret = await joinAs(there.app, donald, 'margaret', 'member')
    const make = async (path: string, json: object) =>
      (await there.app.post(`/api/v1${path}`, { token: donald.token, json })).body.id
    const team_id = await make('/teams', { name: 'Garden' })
    await there.app.call('PUT', `/api/v1/teams/${team_id}/members/${margaret.member_id}`, {
      ...{ token: donald.token, json: { role: 'member' } },
    })
    const project_id = await make('/projects', { name: 'Roses', team_id })
    const [seen, edited] = [
      await make('/tasks', { title: 'Seen' }),
      await make('/tasks', { title: 'Edited' }),
    ]
    for (const [id, permission] of [
      [seen, 'view'],
      [edited, 'edit'],
    ]) {
      await there.app.call('PUT', `/api/v1/tasks/${id}/shares/members/${margaret.member_id}`, {
        ...{ token: donald.token, json: { permission } },
      })
    }
    const { page } = there
    await there.signIn(margaret)
    await page.goto('/#/tasks')
    await page.getByLabel('Select Edited').check()
    await page.locator(`[data-task="${seen}"] .title`).focus()
    await page.keyboard.press('x')
    expect(await page.getByRole('checkbox').count()).toBe(1)
    const bar = page.getByRole('toolbar', { name: '1 selected' })
    await bar.waitFor()
    expect(await bar.getByRole('button', { name: 'Delete' }).count()).toBe(0)
    // Whoever is named after an @ is chosen from those who are there, and told.
    await page.goto(`/#/tasks?task=${edited}`)
    const comment = page.locator('.panel').getByLabel('Write a comment')
    await comment.pressSequentially('Look, @don')
    await page.locator('.mention-list').getByText('donald').waitFor()
    await comment.press('Enter')
    await comment.press('Control+Enter')
    await page.locator('[data-remark] .tag', { hasText: 'donald' }).waitFor()
    const { body: said } = await there.app.get(`/api/v1/tasks/${edited}/comments`, { token: donald.token })
    expect(said.items[0].body).toBe(`Look, <@${donald.member_id}>`)
    await page.goto(`/#/projects/${project_id}`)
    await page.locator(`[data-project="${project_id}"]`).waitFor()
    await there.settled()
    const more = page.locator('main').getByRole('button', { name: 'More' })
    expect(await more.count()).toBe(0)
    await there.app.call('PUT', `/api/v1/teams/${team_id}/members/${margaret.member_id}`, {
      ...{ token: donald.token, json: { role: 'lead' } },
    })
    await page.reload()
    await more.waitFor()
  })

  test('older messages change and stay as newer ones come, and who leaves a group is asked first', async () => {
    const there = await window('sqlite')
    const dorothy = await signUp(there.app, 'dorothy')
    const { token } = dorothy
    const { body: group } = await there.app.post('/api/v1/conversations', {
      token,
      json: { kind: 'group', title: 'Garden', member_ids: [] },
    })
    const say = (body: string) =>
      there.app.post(`/api/v1/conversations/${group.id}/messages`, { token, json: { body } })
    for (let i = 1; i <= 102; i++) await say(`Row ${i}.`)
    const { page } = there
    await there.signIn(dorothy)
    await page.goto(`/#/conversations/${group.id}`)
    await page.getByRole('button', { name: 'Older messages' }).click()
    const first = page.locator('.message').first()
    await first.getByText('Row 1.').waitFor()
    await first.hover()
    await first.getByRole('button').click()
    await page.getByRole('menuitem').last().click()
    await page.locator('dialog[open]').getByRole('button', { name: 'Delete' }).click()
    // What had come as an older page was once never read again.
    await first.getByText('This message was deleted.').waitFor()
    for (const text of ['Hoe.', 'Rake.']) {
      await page.getByRole('textbox').fill(text)
      await page.keyboard.press('Enter')
      await page.locator('.message', { hasText: text }).waitFor()
    }
    const last = page.locator('.message').last()
    await last.hover()
    await last.getByRole('button').click()
    await page.getByRole('menuitem').first().click()
    await last.getByRole('textbox').fill('Rake twice.')
    await last.getByRole('button', { name: 'Save' }).click()
    await last.getByText('Rake twice.').waitFor()
    await there.settled()
    expect(await page.locator('.message').count()).toBe(104)
    await page.getByRole('button', { name: 'Who is in it' }).click()
    const leave = page.locator('dialog[open]').getByRole('button', { name: 'Leave', exact: true })
    await leave.click()
    // It once left at the first click, though nobody comes back by themselves.
    await page.getByText('Leave “Garden”?').waitFor()
    await page.getByRole('button', { name: 'Keep' }).last().click()
    await page.getByText('Leave “Garden”?').waitFor({ state: 'detached' })
    expect((await there.app.get(`/api/v1/conversations/${group.id}`, { token })).status).toBe(200)
    await leave.click()
    await page.locator('dialog[open] .danger').click()
    await page.locator('.talk-open').waitFor({ state: 'detached' })
  })
})

test('where numbers are quiet, those who can act hear of what is late, and of a backup that was not proved', async () => {
  const there = await window('sqlite')
  const rosalind = await signUp(there.app, 'rosalind')
  const { page, troubles } = there
  const { token } = rosalind
  const event = { id: 'r-1', person: 'user-1', verb: 'read' }
  await there.app.post('/api/v1/events', { token, json: event })
  for (let i = 0; i < 4; i += 1)
    await there.app.post('/api/v1/tasks', { token, json: { title: `Prune ${i}`, due_on: '2026-11-01' } })
  await there.signIn(rosalind)
  const answer = (path: string, change: (body: any) => void) =>
    page.route(path, async (route) => {
      const response = await route.fetch()
      const json = await response.json()
      change(json)
      await route.fulfill({ response, json })
    })
  const story = async (said: string) => {
    await page.goto('/#/tasks')
    await page.reload()
    await page.goto('/#/')
    await page.locator('[data-story]', { hasText: said }).waitFor()
  }
  const aWeekAgo = '**/metrics/dashboard?as_of=2026-11-13'
  await answer(aWeekAgo, ({ work_metrics }) => {
    work_metrics.overdue = 2
  })
  await story('4 tasks are late, a week ago 2 were.')
  expect(await page.locator('main a.under').getAttribute('href')).toBe('#/tasks?due=late')
  await page.unroute(aWeekAgo)
  // Where it is not known how many were late then, nothing is said of it.
  await story('The numbers are still young.')
  await answer('**/auth/me', ({ user }) => {
    user.is_instance_admin = true
  })
  const proof = { outcome: 'failed', at: '2026-11-20T03:31:00Z', detail: 'a row is missing' }
  const backup = { name: 'b', created_at: '2026-11-20T03:30:00Z', proof }
  await page.route('**/operations/backups', (route) =>
    route.fulfill({ json: { items: [backup], next_cursor: null } }),
  )
  await story('The last backup, made today 03:30, was not proved.')
  expect(await page.locator('main a.under').getAttribute('href')).toBe('#/operations')
  await page.unrouteAll()
  expect(troubles).toEqual([])
})

test('an invitation has a new link once one says so, and it is shown and copied without a clipboard, too', async () => {
  const there = await window('sqlite')
  const radia = await signUp(there.app, 'radia')
  const before = await invite(there.app, radia, 'invited-anew@example.com', 'member')
  const accept = async (invitation: string) => {
    const json = { email: 'invited-anew@example.com', password: 'the password', name: 'Frances', invitation }
    return (await there.app.post('/api/v1/auth/signup', { json })).status
  }
  const { page } = there
  await there.signIn(radia)
  await page.goto('/#/members')
  await page.getByRole('button', { name: 'New link…' }).click()
  const dialog = page.getByRole('dialog', { name: 'A new link for invited-anew@example.com' })
  await dialog.getByRole('button', { name: 'Keep things' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'New link…' }).click()
  await dialog.getByRole('button', { name: 'Make it' }).click()
  const link = await dialog.locator('.secret > span').innerText()
  expect(await accept(before)).toBe(422)
  expect(await accept(link.split('token=')[1] ?? '')).toBe(201)
  await page.evaluate(() => {
    Object.defineProperty(navigator, 'clipboard', { value: undefined })
    addEventListener('copy', () => {
      document.title = (document.activeElement as HTMLTextAreaElement).value
    })
  })
  await dialog.getByRole('button', { name: 'Copy link' }).click()
  expect(await page.title()).toBe(link)
})

describe('Whoever runs the instance', () => {
  test('backs up now, sees the proof, runs a job, and nobody else finds the way there', async () => {
    await using there = await world('sqlite')
    const ada = await signUp(there.app, 'ada')
    const { page, context, troubles } = await there.open()
    await context.request.post('/api/v1/auth/signin', { data: { email: ada.email, password: ada.password } })
    await there.app.get('/api/v1/metrics/dashboard', { token: ada.token })
    await page.goto('/#/operations')
    await page.locator('[data-check]').first().waitFor()
    expect(await lookFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Back up now' }).click()
    await page.locator('[data-backup] .tag.green').waitFor()
    expect(await page.locator('[data-backup] .tag').innerText()).toBe('proved')
    await page.locator('[data-job=snapshots]').getByRole('button', { name: 'Run' }).click()
    await page.locator('.toast', { hasText: 'Snapshots runs.' }).waitFor()
    await page.locator('[data-job=snapshots]').getByRole('button', { name: 'History of Snapshots' }).click()
    const run = page.locator('dialog[open] [data-runs] li').first()
    await run.waitFor()
    // From a run to all that is known of it, by its id.
    await run.getByRole('link', { name: 'Look up' }).click()
    await page.locator('[data-tab=lookup] [data-found]').waitFor()
    expect(await page.locator('[data-found]').innerText()).toContain('Snapshots')
    // What the audit log tells of it once stood there as an empty line.
    const answer = await there.app.call('PATCH', '/api/v1/organization', {
      token: ada.token,
      json: { name: 'Bluebird' },
    })
    const id = answer.headers.get('x-correlation-id')
    await page.goto(`/#/operations/lookup?id=${id}`)
    await page.locator('[data-step=audit_entry]', { hasText: 'organization.changed by member:' }).waitFor()
    // As it would answer while it is proved.
    const { body } = await there.app.get('/api/v1/operations/backups', { token: ada.token })
    const running = { name: body.items[0].name, step: 'proving', share: 0.64 }
    await page.route('**/operations/backups', (route) => route.fulfill({ json: { ...body, running } }))
    await page.getByRole('link', { name: 'Everything' }).click()
    await page.keyboard.press('r')
    await page.locator('[data-running=proving]', { hasText: 'proving 64%' }).waitFor()
    await page.unroute('**/operations/backups')
    await page.locator('[data-running]').waitFor({ state: 'detached' })
    await page.locator('.say', { hasText: 'The last backup was proved' }).waitFor()
    await page
      .locator('[data-backup]')
      .getByRole('button', { name: /^Restore/ })
      .click()
    const command = await page.locator('dialog[open] [data-restore]').innerText()
    expect(command).toBe(
      `almanac backup restore ${await page.locator('[data-backup]').getAttribute('data-backup')}`,
    )
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: 'Organizations' }).click()
    const plan = page.locator('[data-organization] select').first()
    const changes: string[] = []
    page.on('request', (one) => {
      if (one.method() === 'PUT') changes.push(one.postData() ?? '')
    })
    // Each key that moved in it was once a plan that somebody had.
    await plan.focus()
    for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key)
    await page.locator('.toast', { hasText: 'Saved.' }).waitFor()
    expect(changes).toEqual([JSON.stringify({ plan: 'premium' })])
    const all = await there.app.get('/api/v1/instance/organizations', { token: ada.token })
    expect(all.body.items[0].plan).toBe('premium')
    await page.getByRole('link', { name: 'Cache' }).click()
    await page.locator('[data-prefix]').first().waitFor()
    for (const [tab, part] of [
      ['Health', '[data-part=event_loop]'],
      ['Queries', 'text=Values are never kept'],
      ['Jobs', '[data-job=clean_up]'],
      ['Backups', '[data-backup]'],
      ['Requests', '[data-route] svg'],
    ] as const) {
      await page.getByRole('link', { name: tab, exact: true }).click()
      await page.locator(`[data-tab] >> ${part}`).first().waitFor()
    }
    const grace = await signUp(there.app, 'grace')
    await context.clearCookies()
    await context.request.post('/api/v1/auth/signin', {
      data: { email: grace.email, password: grace.password },
    })
    await page.reload()
    await page.getByText('There is no such page.').first().waitFor()
    expect(await page.getByRole('link', { name: 'Operations' }).count()).toBe(0)
    expect(troubles).toEqual([])
    await context.close()
  })
})

test('a link of another organization of one’s own says so, and leads there once one agrees', async () => {
  const there = await window('sqlite')
  const alan = await signUp(there.app, 'alan', 'UTC', 'Bluebird')
  const joan = await signUp(there.app, 'joan', 'UTC', 'Redwing')
  const { body } = await there.app.post('/api/v1/invitations', {
    token: joan.token,
    json: { email: alan.email, role: 'viewer' },
  })
  await there.app.post('/api/v1/invitations/accept', { token: alan.token, json: { token: body.token } })
  const { page } = there
  await there.signIn(alan)
  await page.goto('/#/explore/sessions?org=redwing')
  await page.locator('.org', { hasText: 'Bluebird' }).waitFor()
  await page.getByRole('button', { name: 'Go to Redwing' }).click()
  await page.locator('.org', { hasText: 'Redwing' }).waitFor()
  await page.waitForURL('**/#/explore/sessions')
})

/** The demo of one team, and its owner signed in. */
describe('A team that has been there for years', () => {
  let there: Window
  let token: string
  let owner: { email: string; password: string }

  beforeAll(async () => {
    there = await window('sqlite')
    const { organizations, email, password } = await makeDemo(there.app.context, ['karakeep'], () => {})
    owner = { email, password: password ?? '' }
    token = (await there.app.post('/api/v1/auth/signin', { json: owner })).body.access_token
    expect(organizations.length).toBe(1)
    await there.signIn(owner)
  })

  const metric = (name: string) => `[data-metric="${name}"]`

  /** Every number that the page says is the API's, as a value and in what is written. */
  test.each([null, '2026-11-19', '2026-03-08', '2025-06-22'])(
    'the numbers of the overview are those of the API: %s',
    async (day) => {
      const { page } = there
      await page.goto(day ? `/#/?day=${day}` : '/#/')
      await page.locator(`[data-day="${day ?? '2026-11-20'}"]`).waitFor()
      const { body } = await there.app.get(`/api/v1/metrics/dashboard${day ? `?as_of=${day}` : ''}`, {
        token,
      })
      const { user_metrics, engagement_metrics, work_metrics, chat_metrics, notes } = body
      const { tasks_by_status, projects_by_status: _, lead_time_hours: __, ...work } = work_metrics
      const { numerator, denominator } = notes.new_users_growth_rate
      const expected: Record<string, number | null> = {
        daily_active_users: engagement_metrics.daily_active_users,
        weekly_active_users: engagement_metrics.weekly_active_users,
        monthly_active_users: engagement_metrics.monthly_active_users,
        avg_session_duration: engagement_metrics.avg_session_duration,
        engagement_score: engagement_metrics.engagement_score,
        total_users: user_metrics.total_users,
        user_retention: user_metrics.user_retention,
        new_users_of_7_days: numerator + denominator,
        ...chat_metrics,
      }
      if (Object.values(tasks_by_status as Record<string, number>).some((n) => n > 0)) {
        Object.assign(expected, work)
        for (const [status, n] of Object.entries(tasks_by_status))
          expected[`tasks_by_status.${status}`] = n as number
      }
      await page.locator(metric('daily_active_users')).waitFor()
      for (const [name, value] of Object.entries(expected)) {
        const number = page.locator(metric(name)).first()
        await number.waitFor()
        const got = { name, value: await number.getAttribute('data-value'), text: await number.innerText() }
        expect(got).toMatchObject({ name, value: value === null ? '' : String(value) })
        // Hours become days where they are many.
        if (value === null) expect(got.text).toBe('–')
        else if (!name.endsWith('_hours')) expect(digitsOf(got.text)).toBe(value)
      }
    },
  )

  test.each([
    ['sessions', '?period=30d&table=all', 'from=2026-10-21'],
    ['monthly_active_users', '?period=7d&table=all', 'from=2026-11-13'],
    ['total_users', '?from=2026-01-01&to=2026-01-31&table=all', 'from=2026-01-01&to=2026-01-31'],
  ])('each day that is explored is that of the API: %s', async (name, query, asked) => {
    const { page } = there
    await page.goto(`/#/explore/${name}${query}`)
    await page.locator(`[data-metric-shown=${name}] [data-row]`).first().waitFor()
    const { body } = await there.app.get(`/api/v1/metrics/trends?metric=${name}&${asked}`, { token })
    const points: { date: string; value: number | null }[] = body.series[name]
    const rows = await page
      .locator('[data-row]')
      .evaluateAll((all) => all.map((row) => [row.getAttribute('data-row'), row.getAttribute('data-value')]))
    expect(rows).toEqual(
      points.toReversed().map(({ date, value }) => [date, value === null ? '' : String(value)]),
    )
  })

  test.each([
    ['?from=2026-01-05&to=2026-04-09', 'from=2026-01-05&to=2026-04-09', ['2026-01-05', '2026-04-09']],
    ['?from=2026-10-01&to=2026-11-20', 'from=2026-10-01&to=2026-11-19', ['2026-10-01', '2026-11-20']],
    ['?period=year', 'period=365d', ['2025-11-20', '2026-11-20']],
  ])('a range is told in words, and taken along as it is shown: %s', async (query, asked, [from, to]) => {
    const { page } = there
    await page.goto(`/#/explore/sessions${query}`)
    const { body } = await there.app.get(`/api/v1/metrics/statistics?metric=sessions&${asked}`, { token })
    const { n, sum, mean } = body.current
    const level = `${sum} in ${n} days, ${Math.round(mean * 10) / 10} a day.`
    await page.locator('.words dd', { hasText: level }).waitFor()
    const words = await page.locator('.words dd').allInnerTexts()
    const isNow = to === '2026-11-20'
    expect(words[5] === 'Only of days that end with today or yesterday.').toBe(!isNow)
    // In the plot of a year, which has columns of weeks, there is no room for days to come.
    const isByWeek = query === '?period=year'
    expect(await page.getByRole('button', { name: 'Forecast' }).count()).toBe(isNow && !isByWeek ? 1 : 0)
    expect(await page.locator('main h2').first().innerText()).toBe(
      isByWeek ? 'Sessions, week by week' : 'Sessions that began each day',
    )
    const exported = page.waitForRequest('**/metrics/export')
    await page.getByRole('button', { name: 'XLSX' }).click()
    expect((await exported).postDataJSON()).toEqual({ format: 'xlsx', from, to, metric_types: ['sessions'] })
  })

  test('what a number means stands beside it, with its days and what it was made of', async () => {
    const { page } = there
    await page.goto('/#/?day=2026-11-12')
    const name = page.locator('.card a.def', { hasText: 'Came back' })
    await name.click()
    const card = page.getByRole('dialog', { name: 'Came back' })
    await card.getByText('Called user_retention in the API, version 1.').waitFor()
    const { body } = await there.app.get('/api/v1/metrics/dashboard?as_of=2026-11-12', { token })
    const { numerator, denominator } = body.notes.user_retention
    const said = await card.innerText()
    expect(said).toContain(`${numerator} of ${denominator}.`)
    expect(said).toContain(': 13 Sep – 11 Nov')
    expect(said).toContain('Of those who were active in a month, how many were so in the next one.')
    expect(await axeFindings(page)).toEqual([])
    await page.keyboard.press('Escape')
    expect(await card.count()).toBe(0)
    expect(await name.evaluate((one) => one === document.activeElement)).toBe(true)
  })

  test('another metric is found by its name, and shows the same days', async () => {
    const { page } = there
    await page.goto('/#/explore/sessions?from=2026-01-05&to=2026-04-09')
    await page.locator('[data-metric-shown=sessions] .plot').waitFor()
    await page.keyboard.press('m')
    await page.locator('[role=combobox]:focus').waitFor()
    await page.keyboard.type('tasks')
    expect(await page.getByRole('option').allInnerTexts()).toEqual(['Tasks made', 'Tasks completed'])
    expect(await axeFindings(page)).toEqual([])
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.locator('[data-metric-shown=tasks_completed]').waitFor()
    expect(page.url()).toEndWith('/#/explore/tasks_completed?from=2026-01-05&to=2026-04-09')
    expect(await page.locator('.metric-menu:focus').count()).toBe(1)
    expect(await page.getByRole('option').count()).toBe(0)
  })

  test('what was before stays within the plot, though a stock was far lower then', async () => {
    const { page } = there
    await page.goto('/#/explore/total_users?period=year&before=1')
    const ghost = page.locator('.plot .p-ghost-line')
    await ghost.waitFor({ state: 'attached' })
    const box = await ghost.evaluate((line: SVGGraphicsElement) => {
      const { y, height } = line.getBBox()
      return { from: y, to: y + height, of: line.ownerSVGElement?.clientHeight ?? 0 }
    })
    expect(box.from).toBeGreaterThanOrEqual(0)
    expect(box.to).toBeLessThan(box.of)
  })

  test('the shares of those who came back are those of the API', async () => {
    const { page } = there
    await page.goto('/#/retention?unit=month')
    await page.locator('[data-average]').first().waitFor()
    const { body } = await there.app.get('/api/v1/metrics/cohorts?unit=month', { token })
    // A name of a style that another view had as well once took the cells out of their rows.
    const [first, second] = await page.locator('tbody tr').first().locator('.cell').all()
    const tops = await Promise.all([first, second].map(async (cell) => (await cell?.boundingBox())?.y))
    expect(tops[0]).toBe(tops[1]!)
    await page.locator('.heat [tabindex="0"]').focus()
    await page.keyboard.press('ArrowRight')
    const said = (await page.locator('.heat .cell:focus').getAttribute('aria-label')) ?? ''
    expect(said).toContain(', 2 months later: ')
    await page.locator('.heat-box .tip', { hasText: said }).waitFor()
    // A pointer that rests beside the cells is heard of whenever something moves below it.
    await page.locator('.heat thead th').first().hover()
    expect(await page.locator('.heat-box .tip').innerText()).toBe(said)
    await page.mouse.move(0, 0)
    expect(await page.locator('.heat-box .tip').innerText()).toBe(said)
    for (const { period, retention } of body.averages.slice(1)) {
      const shown = await page.locator(`[data-average="${period}"]`).getAttribute('data-value')
      expect({ period, shown }).toEqual({
        period,
        shown: retention.value === null ? '' : String(retention.value),
      })
    }
  })

  test('what could not be read says so, where the sentence above is made of it, too', async () => {
    const { page } = there
    const problem = { title: 'x', status: 403, code: 'forbidden', detail: 'x', correlation_id: 'x' }
    await page.route('**/metrics/cohorts**', (route) => route.fulfill({ status: 403, json: problem }))
    await page.goto('/#/retention?unit=week&from=2026-08-03')
    await page.locator('.failed').first().waitFor()
    await page.unroute('**/metrics/cohorts**')
  })

  test('how many tasks are open for somebody is a number, none too, and no number where it could not be read', async () => {
    const { page } = there
    const { body } = await there.app.get('/api/v1/tasks/stats/counts', { token })
    const people: { assignee_id: string | null; count: number }[] = body.open.by_assignee
    const shown = () => page.locator('[data-member] .num').allInnerTexts()
    const problem = { title: 'x', status: 403, code: 'forbidden', detail: 'x', correlation_id: 'x' }
    await page.route('**/tasks/stats/counts*', (route) => route.fulfill({ status: 403, json: problem }))
    await page.goto('/#/members')
    // The rail has read the counts already.
    await page.reload()
    await page.locator('[data-member]').first().waitFor()
    await there.settled()
    expect(new Set(await shown())).toEqual(new Set(['–']))
    await page.unroute('**/tasks/stats/counts*')
    await page.reload()
    await page.locator('[data-member]').first().waitFor()
    await there.settled()
    const numbers = await page
      .locator('[data-member]')
      .evaluateAll((rows) =>
        rows.map((row) => [row.getAttribute('data-member'), row.querySelector('.num')?.textContent]),
      )
    const open = new Map(people.map((one) => [one.assignee_id, one.count]))
    expect(numbers).toEqual(numbers.map(([id]) => [id, String(open.get(id ?? '') ?? 0)]))
  })

  test('a message is written, and what was read is not unread any more', async () => {
    const { page } = there
    await page.goto('/#/conversations')
    const unread = async () => (await there.app.get('/api/v1/conversations/unread', { token })).body.unread
    expect(await unread()).toBeGreaterThan(0)
    await page.locator('.talk-entry:has(.unread)').first().click()
    await page.getByRole('textbox').fill('Roses pruned.')
    await page.keyboard.press('Enter')
    await page.locator('.message', { hasText: 'Roses pruned.' }).waitFor()
    const own = page.locator('.message.own').last()
    await own.hover()
    await own.getByRole('button').click()
    await page.getByRole('menuitem').first().click()
    await own.getByRole('textbox').fill('Roses pruned, mostly.')
    await own.locator('button[type=submit]').click()
    await own.getByText('edited').waitFor()
    expect(await axeFindings(page)).toEqual([])
    // By themselves they change places, where one was written to.
    const left = page.locator('.talk-entry:has(.unread)')
    for (let count = await left.count(); count > 0; count -= 1) {
      await left.first().click()
      await left.nth(count - 1).waitFor({ state: 'detached' })
    }
    await page.locator('.unread').first().waitFor({ state: 'detached' })
    expect(await unread()).toBe(0)
  })

  test('days are reached by keys, and the page says that they are past', async () => {
    const { page } = there
    await page.goto('/#/')
    await page.locator('[data-day="2026-11-20"]').waitFor()
    await page.locator('main').focus()
    for (const key of ['[', '[', '{', ']']) await page.keyboard.press(key)
    await page.locator('[data-day="2026-11-12"]').waitFor()
    expect(await page.locator('html').getAttribute('data-time')).toBe('past')
    expect(await page.locator('.ribbon').innerText()).toContain(
      'as it stood at the end of Thursday 12 November, 8 days ago',
    )
    await page.keyboard.press('t')
    await page.locator('[data-day="2026-11-20"]').waitFor()
    expect(page.url()).toEndWith('/#/')
    // Its box is loaded when it is first opened, into a dialog that is open already.
    await page.keyboard.press('/')
    await page.locator('.palette [role=combobox]:focus').waitFor()
    await page.keyboard.press('Escape')
  })

  const lookAt = async (address: string, has_past = false) => {
    await there.page.goto(`/${await addressWithIds(there.url, address, await there.context.cookies())}`)
    await there.settled()
    expect(await lookFindings(there.page, has_past)).toEqual([])
  }

  test.each(VIEWS_SHOWN)(
    '$name: nothing in anybody’s way, nothing wider than the window',
    ({ address, has_past }) => lookAt(address, has_past),
  )

  test('the overview of a past day, too', () => lookAt(inThePast('#/', there.app.clock.at)))

  test('on paper stand whose it is and when, each plot with all its days, and what the numbers mean', async () => {
    const { page } = there
    await page.setViewportSize({ width: 2560, height: 900 })
    await page.goto('/#/')
    await there.settled()
    // It comes once there is nothing else to do.
    await page.waitForFunction(() =>
      [...document.adoptedStyleSheets].some((sheet) => sheet.cssRules[0] instanceof CSSPageRule),
    )
    await there.settled()
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    expect(await page.locator('.printed-head').innerText()).toMatch(
      // The clock of the page goes on.
      /^Karakeep · Overview · Friday 20 November 2026, 12:\d\d, Europe\/London$/,
    )
    for (const gone of ['.rail', '.top', '.days', '.tabs', '.sheet > footer'])
      expect({ gone, seen: await page.locator(gone).first().isVisible() }).toEqual({ gone, seen: false })
    expect(await page.locator('[data-row]').filter({ visible: true }).count()).toBe(91)
    expect(await page.locator('.printed-notes dt').allInnerTexts()).toContain('Came back')
    // Drawn for the paper, however wide the window is.
    const { width = 0 } = (await page.locator('.plot svg').first().boundingBox()) ?? {}
    expect(width).toBeWithin(600, 703)
    await page.evaluate(() => dispatchEvent(new Event('afterprint')))
    expect(await page.locator('.printed-head').count()).toBe(0)
    expect(await page.locator('.rail').isVisible()).toBe(true)
  })

  test('on a wall stand the sentence and the numbers alone, on a screen that stays on', async () => {
    const { page } = there
    await page.evaluate(() => {
      const request = async () => Object.assign(globalThis, { is_kept_on: true, release: async () => {} })
      Object.defineProperty(navigator, 'wakeLock', { value: { request }, configurable: true })
    })
    await page.goto('/#/?wall=1')
    await page.locator('[data-view=wall] [data-story]').waitFor()
    await there.settled()
    await page.waitForFunction(() => 'is_kept_on' in globalThis)
    expect(await page.locator('.card').count()).toBe(8)
    for (const gone of ['.rail', '.top', '.days', '.tabs', '.plot'])
      expect({ gone, count: await page.locator(gone).count() }).toEqual({ gone, count: 0 })
    expect(await axeFindings(page)).toEqual([])
    for (const width of [320, 1920])
      expect({ width, wide: await overflowing(page, width) }).toEqual({ width, wide: [] })
    await page.keyboard.press('Escape')
    await page.locator('.rail').waitFor()
    expect(page.url()).toEndWith('/#/')
  })

  test('a browser that asks for German gets it, and an account that asks for English does everywhere', async () => {
    const { page, context, troubles, settled } = await there.open({ locale: 'de-DE' })
    await page.goto('/#/sign-in')
    await page.getByRole('button', { name: 'Anmelden' }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('de')
    await context.request.post('/api/v1/auth/signin', { data: owner })
    await page.goto('/#/')
    await page.reload()
    await page.locator('[data-story]').waitFor()
    await settled()
    expect(await page.title()).toStartWith('Übersicht · ')
    const users = page.locator(metric('total_users')).first()
    const value = Number(await users.getAttribute('data-value'))
    expect(await users.innerText()).toBe(new Intl.NumberFormat('de-DE').format(value))
    expect(await page.locator('main').innerText()).not.toMatch(/\b(the|people|days|of)\b/)
    expect(await axeFindings(page)).toEqual([])
    await page.goto('/#/definitions')
    await page.locator('.definitions').waitFor()
    expect(await page.locator('main').innerText()).not.toMatch(/\b(the|those|people|days|of)\b/)
    for (const address of ['/#/', '/#/explore/sessions', '/#/tasks', '/#/definitions', '/#/account']) {
      await page.goto(address)
      await settled()
      expect({ address, wide: await overflowing(page, 320) }).toEqual({ address, wide: [] })
    }
    await page.getByLabel('Sprache').selectOption('en')
    await page.locator('html[lang=en]').waitFor()
    await settled()
    const { body } = await there.app.get('/api/v1/auth/me', { token })
    expect(body.user.preferences.language).toBe('en')
    // A sentence was once kept in the language that was spoken when its file came.
    await page.goto('/#/')
    await page.locator('[data-story]').waitFor()
    expect(await page.locator('main').innerText()).not.toMatch(/\b(Tag|Tage|Personen|und|waren)\b/)
    await page.evaluate(() => localStorage.clear())
    await page.reload()
    await page.locator('html[lang=en]').waitFor()
    await there.app.call('PATCH', '/api/v1/auth/me', { token, json: { preferences: { language: null } } })
    expect(troubles).toEqual([])
    await context.close()
  })

  test('nothing went wrong, and nobody else was asked for anything', () => {
    expect(there.troubles).toEqual([])
  })
})

/** "12.5%" → 12.5 */
function digitsOf(text: string): number {
  return Number(
    text
      .replace('−', '-')
      .replaceAll(',', '')
      .match(/-?[\d.]+/)?.[0],
  )
}
