/** The page in a real browser: tasks of another program come in, and one's own go out. */
import { expect, test } from 'bun:test'
import { lookFindings } from './looks.ts'
import { signUp } from './people.ts'
import { browserTests } from './world.ts'

const { window } = browserTests()

test('tasks of another program are looked at before they are made, and go out as a file', async () => {
  const there = await window('sqlite')
  const { page, app } = there
  const ada = await signUp(app, 'ada')
  await there.signIn(ada)
  await page.goto('/#/tasks')
  const more = page.locator('.tasks-bar').getByRole('button', { name: 'More', exact: true })
  await more.click()
  await page.getByRole('menuitem', { name: 'Import from a file' }).click()
  const box = page.getByRole('dialog', { name: 'Import from a file' })
  const choose = (...lines: string[]) =>
    box
      .getByLabel('File')
      .setInputFiles({ name: 'board.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) })

  await choose('Card Name,Due Date', 'Prune,24/12/2026', ',')
  await box.getByText('Line 2, due: is 24/12/2026').waitFor()
  expect(await box.getByRole('button', { name: 'Make', exact: true }).isDisabled()).toBe(true)
  await box.getByRole('button', { name: 'Day first' }).click()
  await box.getByText('1 task.').waitFor()
  expect(await lookFindings(page)).toEqual([])

  await choose('Card Name,List Name,Due Date,URL', 'Prune,Ideas,24/12/2026,x', 'Mow,Doing,25/12/2026,y')
  await box.getByText('“Ideas” is no status here: it becomes a label of 1 task.').waitFor()
  const said = await box.locator('dl').innerText()
  expect(said).toContain('Card Name → title, List Name → status, Due Date → due')
  expect(said).toContain('URL')
  expect((await app.get('/api/v1/tasks', ada)).body.items).toEqual([])
  await box.getByRole('button', { name: 'Make 2 tasks' }).click()
  await page.locator('.tasks-main').getByText('Prune').waitFor()
  const { items } = (await app.get('/api/v1/tasks', ada)).body
  expect(items.map(({ title, due_on, labels }: any) => [title, due_on, labels])).toEqual([
    ['Prune', '2026-12-24', ['Ideas']],
    ['Mow', '2026-12-25', []],
  ])

  await page.goto('/#/tasks?label=Ideas')
  await page.locator('.tasks-main').getByText('Prune').waitFor()
  const coming = page.waitForEvent('download')
  await more.click()
  await page.getByRole('menuitem', { name: 'Download as CSV' }).click()
  const download = await coming
  expect(download.suggestedFilename()).toMatch(/^tasks-2026-\d\d-\d\d\.csv$/)
  const text = await Bun.file(await download.path()).text()
  expect(text).toContain(',Prune,')
  expect(text).not.toContain('Mow')
  expect(there.troubles).toEqual([])
})
