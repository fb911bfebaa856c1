/** The page in a real browser: one's account, who is there, and how the instance does. */
import { expect, spyOn, test } from 'bun:test'
import { lookFindings } from './looks.ts'
import { tokenIn } from './mailbox.ts'
import { signUp } from './people.ts'
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
