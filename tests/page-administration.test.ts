/** The page in a real browser: one's account, who is there, and how the instance does. */
import { expect, spyOn, test } from 'bun:test'
import decodeQR from 'qr/decode.js'
import { overflowing } from './browser.ts'
import { lookFindings } from './looks.ts'
import { tokenIn } from './mailbox.ts'
import { signUp } from './people.ts'
import { Authenticator, enableSecondFactor } from './second-factors.ts'
import { joinAs } from './teams.ts'
import { browserTests } from './world.ts'

const { window } = browserTests()

test('one’s own address waits until the link to the new one is opened, and may be kept', async () => {
  const there = await window('sqlite')
  const { page, app } = there
  const mary = await signUp(app, 'mary')
  const send = spyOn(app.context.mailer, 'send')
  await there.signIn(mary)
  await page.goto('/#/account')
  const ask = async (address: string, password: string) => {
    await page.getByRole('button', { name: 'Change the address…' }).click()
    await page.getByLabel('New e-mail address').fill(address)
    await page.getByLabel('Current password').first().fill(password)
    await page.locator('[data-email-change] [type=submit]').click()
  }
  await ask('mary@home.example', 'wrong')
  await page.locator('[data-email-change] .wrong').waitFor()
  await page.getByLabel('Current password').first().fill(mary.password)
  await page.locator('[data-email-change] [type=submit]').click()
  await page.getByText('for confirmation at mary@home.example').waitFor()
  expect(await lookFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'Keep the present address' }).click()
  await page.locator('[data-email-change=""]').waitFor()
  await ask('mary@home.example', mary.password)
  await page.locator('[data-email-change="mary@home.example"]').waitFor()
  const links = send.mock.calls.flatMap(([{ to, text }]) => (to === 'mary@home.example' ? tokenIn(text) : []))
  send.mockRestore()
  await page.goto(`/#/change-email?token=${links[0]}`)
  await page.getByRole('button', { name: 'Use this address' }).click()
  await page.getByText('This link is over').waitFor()
  // Where the account is open, it learns of it by itself.
  const other = await there.context.newPage()
  await other.goto('/#/account')
  await other.locator('[data-email-change="mary@home.example"]').waitFor()
  await page.goto(`/#/change-email?token=${links[1]}`)
  await page.getByRole('button', { name: 'Use this address' }).click()
  await page.getByText('Your address is changed').waitFor()
  await other.keyboard.press('r')
  await other.locator('.sheet .note', { hasText: 'mary@home.example' }).waitFor()
  await other.close()
  await page.goto('/#/account')
  await page.locator('.sheet .note', { hasText: 'mary@home.example' }).waitFor()
  expect(there.troubles).toEqual([])
})

test('why something is refused is said in the language of the page', async () => {
  const there = await window('sqlite')
  const { page } = there
  await page.getByLabel('Language').selectOption('de')
  await page.getByRole('button', { name: 'Adresse ändern …' }).click()
  await page.getByLabel('Neue E-Mail-Adresse').fill('mary@work.example')
  await page.getByLabel('Jetziges Passwort').first().fill('falsch')
  await page.locator('[data-email-change] [type=submit]').click()
  await page.locator('.wrong', { hasText: 'Die Angabe ist falsch.' }).waitFor()
  await page.getByLabel('Sprache').selectOption('en')
  await page.getByLabel('Language').waitFor()
})

test('the dot says when each part was read, and reads all again; the rail, what runs here', async () => {
  const there = await window('sqlite')
  const { page } = there
  await page.locator('.rail .foot a', { hasText: 'SQLite, no backup yet' }).waitFor()
  await page.locator('.live').click()
  await page.locator('[data-part="Your account"]').waitFor()
  const asked = page.waitForRequest((one) => one.url().includes('/auth/sessions'))
  await page.getByRole('button', { name: 'Refresh' }).click()
  await asked
  expect(await lookFindings(page)).toEqual([])
  await page.keyboard.press('Escape')
  expect(await page.locator('[data-part]').count()).toBe(0)
})

test('what keys change in a date or a list counts when one goes on, and not key by key', async () => {
  const there = await window('sqlite')
  const { page, app } = there
  const nina = await signUp(app, 'nina')
  const { token } = nina
  const { body: task } = await app.post('/api/v1/tasks', {
    token,
    json: { title: 'Roses', due_on: '2026-12-24' },
  })
  await there.signIn(nina)
  await page.goto(`/#/tasks?task=${task.id}`)
  const changes: string[] = []
  page.on('request', (one) => {
    if (one.method() === 'PATCH' && one.url().includes('/tasks/')) changes.push(one.postData() ?? '')
  })
  const due = page.locator('.panel-fields input[type=date]')
  await due.focus()
  // A day, a month and a year: each digit was once a due date of its own, the first of the year 0002.
  await page.keyboard.type('02022027')
  expect(changes).toEqual([])
  await page.keyboard.press('Enter')
  await there.settled()
  expect(changes).toEqual([JSON.stringify({ due_on: '2027-02-02' })])
  await page.locator('.panel-status select').focus()
  for (const key of ['ArrowDown', 'ArrowDown', 'Escape', 'ArrowDown']) await page.keyboard.press(key)
  await page.getByLabel('Title').last().focus()
  await there.settled()
  expect(changes.slice(1)).toEqual([JSON.stringify({ status: 'in_progress' })])
  expect(await page.locator('.panel-status select').inputValue()).toBe('in_progress')
})

test('a webhook is added, tried out, switched off and deleted, and its secret shown once', async () => {
  const there = await window('sqlite')
  const { page, app } = there
  const olga = await signUp(app, 'olga')
  await there.signIn(olga)
  await page.goto('/#/keys')
  await page.getByRole('button', { name: 'Add a webhook' }).click()
  const address = page.getByLabel('Address')
  const add = page.getByRole('button', { name: 'Add', exact: true })
  await address.fill('https://127.0.0.1/hooks')
  await add.click()
  await page.locator('dialog .wrong', { hasText: 'not on the public internet' }).waitFor()
  await address.fill('https://93.184.215.14/hooks')
  await page.getByLabel('Told of').fill('task, nothing')
  await add.click()
  await page.locator('dialog .wrong', { hasText: 'nothing that webhooks are told of' }).waitFor()
  expect(await lookFindings(page)).toEqual([])
  await page.getByLabel('Told of').fill('task, application.created')
  await add.click()
  const shown = await page.locator('.secret > span').textContent()
  expect(shown).toMatch(/^whsec_/)
  await page.getByRole('button', { name: 'Close' }).click()
  const row = page.locator('[data-webhook]')
  await row.getByText('task, application.created').waitFor()
  const choose = async (what: string) => {
    await row.getByRole('button').click()
    await page.getByRole('menuitem', { name: what }).click()
  }
  await choose('Send a ping')
  await page.locator('[data-deliveries="1"]', { hasText: 'ping' }).waitFor()
  expect(await lookFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'Close' }).click()
  // Whoever goes by keyboard is where the menu was opened.
  await page.locator('[data-webhook] button:focus').waitFor()
  await choose('New secret…')
  await page.getByRole('button', { name: 'Make it' }).click()
  const another = await page.locator('.secret > span').textContent()
  expect(another).toMatch(/^whsec_/)
  expect(another).not.toBe(shown)
  await page.getByRole('button', { name: 'Close' }).click()
  await choose('Switch off')
  await row.getByText('off', { exact: true }).waitFor()
  await choose('Switch on')
  await row.getByText('on', { exact: true }).waitFor()
  await choose('Delete…')
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await page.getByText('No webhooks.').waitFor()
  expect((await app.get('/api/v1/webhooks', { token: olga.token })).body.items).toEqual([])
  expect(there.troubles).toEqual([])
})

test('a second factor is set up by a QR code, asked for at the door, and turned off', async () => {
  const there = await window('sqlite')
  const { page, app } = there
  const paula = await signUp(app, 'paula')
  await there.signIn(paula)
  await page.goto('/#/account')
  await page.getByRole('button', { name: 'Turn on…' }).click()
  const sheet = page.locator('.sheet', { hasText: 'Second factor' }).last()
  await sheet.getByLabel('Current password').fill(paula.password)
  await sheet.getByRole('button', { name: 'Go on' }).click()
  const secret = (await sheet.locator('[data-secret]').getAttribute('data-secret')) ?? ''
  const path = (await sheet.locator('svg.qr path').getAttribute('d')) ?? ''
  expect(readQr(path)).toContain(`secret=${secret}&`)
  expect(await lookFindings(page)).toEqual([])
  const authenticator = new Authenticator(app, secret)
  await sheet.getByLabel('Code', { exact: true }).fill(authenticator.wrong())
  await sheet.getByRole('button', { name: 'Turn it on' }).click()
  await sheet.getByText('That code is wrong').waitFor()
  await sheet.getByLabel('Code', { exact: true }).fill(authenticator.code())
  await sheet.getByRole('button', { name: 'Turn it on' }).click()
  await sheet.locator('.recovery-codes li').first().waitFor()
  const codes = await sheet.locator('.recovery-codes li').allInnerTexts()
  expect(codes).toHaveLength(10)
  expect(await lookFindings(page)).toEqual([])
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    sheet.getByRole('button', { name: 'Download' }).click(),
  ])
  expect(await Bun.file(await file.path()).text()).toContain(codes[9] ?? '-')
  await sheet.getByRole('button', { name: 'I have kept them' }).click()
  await sheet.getByText('10 recovery codes are left.').waitFor()

  await there.signIn(null)
  await page.goto('/#/sign-in')
  const signIn = async () => {
    await page.getByLabel('E-mail').fill(paula.email)
    await page.getByLabel('Password').fill(paula.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByLabel('Code', { exact: true }).waitFor()
  }
  await signIn()
  const field = page.locator('input[name=code]')
  expect(await field.evaluate((one) => one === document.activeElement)).toBe(true)
  expect([await field.getAttribute('autocomplete'), await field.getAttribute('inputmode')]).toEqual([
    'one-time-code',
    'numeric',
  ])
  expect(await lookFindings(page)).toEqual([])
  await field.fill(authenticator.wrong())
  await page.keyboard.press('Enter')
  await page.getByText('That code is wrong').waitFor()
  await field.fill(authenticator.next())
  await page.keyboard.press('Enter')
  await page.locator('.rail').waitFor()

  await there.signIn(null)
  await page.goto('/#/sign-in')
  await signIn()
  await page.getByRole('button', { name: 'No app at hand?' }).click()
  await page.getByLabel('Recovery code').fill(codes[0] ?? '')
  await page.keyboard.press('Enter')
  await page.locator('.rail').waitFor()
  await page.goto('/#/account')
  await sheet.getByText('9 recovery codes are left.').waitFor()
  await sheet.getByRole('button', { name: 'Turn off…' }).click()
  await sheet.getByLabel('Current password').fill(paula.password)
  await sheet.getByLabel('Code', { exact: true }).fill(authenticator.next())
  await sheet.getByRole('button', { name: 'Turn it off' }).click()
  await sheet.getByRole('button', { name: 'Turn on…' }).waitFor()
  expect(there.troubles).toEqual([])
})

test('who needs a second factor is shown the way to one, and nothing else until then', async () => {
  const there = await window('sqlite')
  const { page, app } = there
  const quinn = await signUp(app, 'quinn')
  const ruth = await joinAs(app, quinn, 'ruth', 'member')
  const { authenticator } = await enableSecondFactor(app, quinn)
  await there.signIn(ruth)
  await page.goto('/#/tasks')
  await page.locator('.rail').waitFor()
  const json = { requires_second_factor: true }
  await app.call('PATCH', '/api/v1/organization', { token: quinn.token, json })
  await page.goto('/#/projects')
  const door = page.locator('[data-view=second-factor]')
  await door.getByRole('button', { name: 'Turn on…' }).click()
  await door.getByLabel('Current password').fill(ruth.password)
  await door.getByRole('button', { name: 'Go on' }).click()
  const secret = (await door.locator('[data-secret]').getAttribute('data-secret')) ?? ''
  expect(await lookFindings(page)).toEqual([])
  await door.getByLabel('Code', { exact: true }).fill(new Authenticator(app, secret).code())
  await door.getByRole('button', { name: 'Turn it on' }).click()
  await door.getByRole('button', { name: 'I have kept them' }).click()
  await page.locator('.rail').waitFor()

  // Owners decide, where the organization is.
  await there.signIn(null)
  const data = { email: quinn.email, password: quinn.password, code: authenticator.next() }
  await there.context.request.post('/api/v1/auth/signin', { data })
  await page.goto('/#/organization')
  const rule = page.getByLabel('Members need a second factor')
  expect(await rule.isChecked()).toBe(true)
  await rule.click()
  await page.getByText('Saved.').waitFor()
  const { body } = await app.get('/api/v1/organization', { token: quinn.token })
  expect(body.requires_second_factor).toBe(false)
  expect(there.troubles).toEqual([])
})

/** What a camera would read. @param path Of the dark modules, each a square of 1. */
function readQr(path: string): string {
  const squares = [...path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(
    ([, x, y]) => [Number(x), Number(y)] as const,
  )
  const scale = 4
  const size = (Math.max(...squares.flat()) + 5) * scale
  const data = new Uint8Array(size * size * 4).fill(255)
  for (const [x, y] of squares) {
    for (let i = 0; i < scale * scale; i += 1) {
      const pixel = (y * scale + Math.floor(i / scale)) * size + x * scale + (i % scale)
      data.fill(0, pixel * 4, pixel * 4 + 3)
    }
  }
  return decodeQR({ width: size, height: size, data })
}

test('a word without end makes no view wider, and covers nothing beside it', async () => {
  const there = await window('sqlite')
  const { page, app } = there
  const lena = await signUp(app, 'lena')
  const LONG = 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnungsentwurf'
  const make = async (path: string, json: object) =>
    (await app.post(`/api/v1/${path}`, { token: lena.token, json })).body.id as string
  const project = await make('projects', { name: LONG })
  const task = await make('tasks', {
    title: LONG,
    labels: [LONG.slice(0, 50), 'b', 'c'],
    due_on: '2026-01-01',
  })
  const text = await make('content', { title: LONG, body: `# ${LONG}` })
  await there.signIn(lena)
  const views = [
    'tasks?view=board',
    'projects',
    `projects/${project}`,
    'content',
    `content/${text}`,
    'hiring',
  ]
  for (const view of views) {
    await page.goto(`/#/${view}`)
    await there.settled()
    expect({ view, wide: await overflowing(page, 390) }).toEqual({ view, wide: [] })
  }
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto('/#/tasks?view=board')
  const edges = async (selector: string) => {
    const box = await page.locator(selector).first().boundingBox()
    return box ? { left: box.x, right: box.x + box.width } : { left: Number.NaN, right: Number.NaN }
  }
  const [card, title] = [await edges('.task-card'), await edges('.task-card .title')]
  expect(title.right).toBeLessThanOrEqual(card.right)
  // Beside an open task there is least room in the list.
  await page.goto(`/#/tasks?task=${task}`)
  await page.locator('.panel').waitFor()
  await there.settled()
  const [row, name, due] = [
    await edges('.task-row'),
    await edges('.task-row .title'),
    await edges('.task-row .due'),
  ]
  expect(name.right - name.left).toBeGreaterThan(100)
  expect(due.right).toBeLessThanOrEqual(row.right)
  expect(there.troubles).toEqual([])
})

test('a part that cannot be read says so, within its sheet, and may be asked for again', async () => {
  const there = await window('sqlite')
  const { page, app } = there
  const mira = await signUp(app, 'mira')
  await there.signIn(mira)
  const busy = { status: 503, code: 'database_busy', detail: 'Busy.', correlation_id: 'c' }
  await page.route('**/api/v1/webhooks*', (route) => route.fulfill({ status: 503, json: busy }))
  await page.goto('/#/keys')
  const failed = page.locator('.failed', { hasText: 'This cannot be read right now.' })
  await failed.waitFor()
  const inset = await failed.evaluate((box) => getComputedStyle(box).paddingLeft)
  expect(inset).toBe('16px')
  expect(there.troubles.splice(0).every((one) => one.includes('503'))).toBe(true)
  await page.unroute('**/api/v1/webhooks*')
  await failed.getByRole('button', { name: 'Try again' }).click()
  await page.getByText('No webhooks.').waitFor()
  expect(there.troubles).toEqual([])
})
