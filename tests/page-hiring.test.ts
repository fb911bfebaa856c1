/** Hiring in a real browser: from a draft to a board, and from an application to an end. */
import { describe, expect, test } from 'bun:test'
import type { Page } from 'playwright-core'
import { ENGINES } from './app.ts'
import { axeFindings, overflowing, unheard } from './browser.ts'
import { lookFindings } from './looks.ts'
import { signUp } from './people.ts'
import { browserTests } from './world.ts'

const { window } = browserTests()

const inStage = (stage: string, id: string) => `[data-stage=${stage}] [data-application="${id}"]`

describe.each(ENGINES)('Hiring [%s]', (engine) => {
  test('a job is written, opened and applied for, and its applicants go through the pipeline', async () => {
    const there = await window(engine)
    const ada = await signUp(there.app, 'ada')
    const api = (method: string, path: string, json?: object) =>
      there.app.call(method, `/api/v1${path}`, { token: ada.token, ...(json && { json }) })
    const { page, troubles } = there
    // Somebody is quicker below, and it is not seen.
    await using _ = await unheard(page)
    await there.signIn(ada)

    await page.goto('/#/hiring')
    await page.getByText('No jobs yet').waitFor()
    await page.getByRole('button', { name: 'New job' }).click()
    await page.getByLabel('Title').fill('Gardener')
    await page.getByRole('button', { name: 'Make' }).click()
    await page.getByLabel('Description').fill('Tend the **roses**.')
    await page.getByRole('button', { name: 'Add a question' }).click()
    await page.locator('[data-question="0"]').getByLabel('Question').fill('May you work here?')
    await page.getByLabel('The job takes').selectOption('only yes')
    // What is not saved survives that the page is loaded again.
    await page.reload()
    await page.getByText('came back').waitFor()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.locator('.save-bar').waitFor({ state: 'detached' })
    await fits(engine, page)
    await page.getByRole('button', { name: 'Open it' }).click()
    await page.getByRole('link', { name: 'On the board' }).waitFor()
    const [job] = (await api('GET', '/jobs')).body.items
    expect(job).toMatchObject({ status: 'open', description: 'Tend the **roses**.' })
    const question_id = job.questions[0].id
    const ids: string[] = []
    for (const name of ['Grace', 'Ben', 'Mira']) {
      const answers = [{ question_id, answer: name !== 'Mira' }]
      const json = { job_id: job.id, name, email: `${name.toLowerCase()}@example.com`, answers }
      ids.push((await api('POST', '/applications', json)).body.id)
    }
    const [grace = '', ben = '', mira = ''] = ids
    const stageOf = async (id: string) => (await api('GET', `/applications/${id}`)).body.stage

    await page.getByRole('button', { name: 'Pipeline' }).click()
    await page.locator(inStage('applied', grace)).getByRole('link').focus()
    expect(await page.locator('[data-stage=ended] .note').innerText()).toBe('1')
    // By keys: on, and back with Undo.
    await page.keyboard.press('Shift+ArrowRight')
    await page.locator(inStage('screening', grace)).waitFor()
    await page.keyboard.press('z')
    await page.locator(inStage('applied', grace)).waitFor()
    expect(await stageOf(grace)).toBe('applied')
    // By hand.
    await page.locator(inStage('applied', ben)).dragTo(page.locator('[data-stage=interview]'))
    await page.locator(inStage('interview', ben)).waitFor()
    // Somebody else was quicker: nothing is changed, and it is said.
    await api('PATCH', `/applications/${grace}`, { stage: 'offer' })
    await page.locator(inStage('applied', grace)).getByRole('button').click()
    await page.getByRole('menuitem', { name: 'To screening' }).click()
    await page.getByText('somebody else has moved Grace to offer').waitFor()
    expect(await stageOf(grace)).toBe('offer')
    // Rejected with a reason.
    await page.locator(inStage('interview', ben)).getByRole('link').focus()
    await page.keyboard.press('x')
    await page.getByLabel('Reason').selectOption('Another candidate')
    await page.getByRole('button', { name: 'Reject', exact: true }).click()
    await page.locator('[data-stage=ended] .note', { hasText: '2' }).waitFor()
    expect((await api('GET', `/applications/${ben}`)).body).toMatchObject({
      stage: 'rejected',
      rejection_reason: 'other_candidate',
    })
    expect(await stageOf(mira)).toBe('rejected')

    await page.locator(inStage('offer', grace)).getByRole('link').click()
    const panel = page.getByRole('complementary', { name: 'Application' })
    await panel.getByRole('button', { name: '4 of 5' }).click()
    await panel.locator('[data-average="4"]').waitFor()
    const letter = { name: 'letter.txt', mimeType: 'text/plain', buffer: Buffer.from('I know roses.') }
    await panel.locator('input[type=file]').setInputFiles(letter)
    const coming = page.waitForEvent('download')
    await panel.getByRole('button', { name: 'Download letter.txt' }).click()
    expect((await coming).suggestedFilename()).toBe('letter.txt')
    await panel.getByLabel('Write a note…').fill('Knows her roses.')
    await panel.getByRole('button', { name: 'Note' }).click()
    await panel.locator('[data-remark]').waitFor()
    expect((await api('GET', `/applications/${grace}/notes`)).body.items[0].body).toBe('Knows her roses.')
    await panel.getByRole('button', { name: /^Stage: / }).click()
    await panel.getByRole('menuitem', { name: 'To hired' }).click()
    await page.locator(inStage('hired', grace)).waitFor()
    await fits(engine, page)
    expect(troubles).toEqual([])
  })

  test('who applied is found, kept in order and erased, and the funnel counts on', async () => {
    const there = await window(engine)
    const alan = await signUp(there.app, 'alan')
    const api = (method: string, path: string, json?: object) =>
      there.app.call(method, `/api/v1${path}`, { token: alan.token, ...(json && { json }) })
    const { body: job } = await api('POST', '/jobs', { title: 'Gardener', status: 'open' })
    const ids: string[] = []
    for (const name of ['Grace', 'Ben', 'Mira']) {
      const json = { job_id: job.id, name, email: `${name.toLowerCase()}@example.com` }
      ids.push((await api('POST', '/applications', json)).body.id)
    }
    const [grace = '', , mira = ''] = ids
    for (const stage of ['offer', 'hired']) await api('PATCH', `/applications/${grace}`, { stage })
    const { page, troubles } = there
    await there.signIn(alan)

    await page.goto(`/#/hiring/applications/${grace}`)
    // Not that of the card, which is there before the panel.
    await page.locator('.panel').getByRole('link', { name: 'Grace', exact: true }).click()
    await page.getByLabel('Tags').fill('roses, thorns')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.locator('.save-bar').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'More' }).first().click()
    await page.getByRole('menuitem', { name: 'Erase…' }).click()
    const erase = page.getByRole('button', { name: 'Erase for good' })
    expect(await erase.isDisabled()).toBe(true)
    await page.getByLabel('Type Grace').fill('Grace')
    await erase.click()
    await page.locator('[data-candidate]').nth(1).waitFor()
    expect((await api('GET', '/candidates')).body.items.map((one: any) => one.name)).toEqual(['Ben', 'Mira'])

    await page.goto('/#/hiring/funnel')
    const reached = page.locator('[data-metric="reached.hired"]')
    await reached.waitFor()
    const { body } = await api('GET', '/hiring/dashboard')
    expect(await reached.getAttribute('data-value')).toBe(String(body.funnel.at(-1).reached))
    await fits(engine, page)

    // What is found opens where it is shown; an application among the others of its job.
    await page.keyboard.press('/')
    await page.locator('.palette input').fill('Gardener')
    await page.getByRole('option', { name: /Gardener job/ }).click()
    await page.locator('.pipeline').waitFor()
    const halfIndexed = { items: [], next_cursor: null, incomplete: true }
    await page.route('**/api/v1/search?*', (route) => route.fulfill({ json: halfIndexed }))
    await page.keyboard.press('/')
    await page.locator('.palette input').fill('Roses')
    await page.locator('.palette .none', { hasText: 'some of it may be missing' }).waitFor()
    const busy = {
      title: 'Busy',
      status: 503,
      code: 'busy',
      detail: 'Too much at once.',
      correlation_id: 'x',
    }
    await page.unroute('**/api/v1/search?*')
    await page.route('**/api/v1/search?*', (route) => route.fulfill({ status: 503, json: busy }))
    await page.locator('.palette input').fill('Rosen')
    await page.locator('.palette .none', { hasText: 'Too much at once.' }).waitFor()
    await page.locator('.palette .none', { hasText: 'Nothing found' }).waitFor({ state: 'detached' })
    expect(troubles.splice(0)).toEqual([expect.stringContaining('503')])
    await page.keyboard.press('Escape')
    await page.goto(`/#/hiring/applications/${mira}`)
    await page.waitForURL(`**/#/hiring/jobs/${job.id}?application=${mira}`)
    expect(troubles).toEqual([])
  })
})

test('whoever has no part in a job sees what everybody sees, and is offered nothing more', async () => {
  const there = await window('sqlite')
  const joan = await signUp(there.app, 'joan')
  const grace = await signUp(there.app, 'grace')
  const invited = await there.app.post('/api/v1/invitations', {
    token: joan.token,
    json: { email: grace.email, role: 'viewer' },
  })
  await there.app.post('/api/v1/invitations/accept', {
    token: grace.token,
    json: { token: invited.body.token },
  })
  const job = { title: 'Gardener', description: 'Tend the roses.', status: 'open' }
  await there.app.post('/api/v1/jobs', { token: joan.token, json: job })
  await there.app.post('/api/v1/jobs', { token: joan.token, json: { title: 'Secret' } })
  const { page, context } = there
  await there.signIn(grace)
  const { organization } = (await there.app.get('/api/v1/auth/me', { token: joan.token })).body
  await context.request.post('/api/v1/auth/switch-organization', {
    data: { organization_id: organization.id },
  })
  await page.goto('/#/hiring')
  await page.getByRole('link', { name: 'Gardener' }).click()
  await page.getByText('Tend the roses.').waitFor()
  await page.getByText('its owner and admins may change it').waitFor()
  for (const name of ['Pipeline', 'Close', 'Save', 'New job'])
    expect({ name, count: await page.getByRole('button', { name }).count() }).toEqual({ name, count: 0 })
  expect(await page.getByText('Secret').count()).toBe(0)
})

test('the pages of the board stand in nobody’s way, in light and dark, and fit', async () => {
  const { app, page, troubles, signIn } = await window('sqlite')
  const { token } = await signUp(app, 'edsger')
  const job = {
    ...{ title: 'Gardener', description: '# What you do\n\nTend the **roses**.', status: 'open' },
    salary: { min: 3_200_000, currency: 'GBP', period: 'year' },
    questions: [
      { kind: 'yes_no', prompt: 'May you?', required: true },
      { kind: 'choice', prompt: 'Which season?', options: ['Spring', 'Autumn'] },
    ],
  }
  const { slug } = (await app.post('/api/v1/jobs', { token, json: job })).body
  const { organization } = (await app.get('/api/v1/auth/me', { token })).body
  await signIn(null)
  for (const path of ['', `/${slug}`]) {
    await page.goto(`/board/${organization.slug}${path}`)
    expect(await axeFindings(page)).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await axeFindings(page, ['color-contrast'])).toEqual([])
    await page.emulateMedia({ colorScheme: 'light' })
    expect(await overflowing(page, 320)).toEqual([])
  }
  await page.getByText('Since 20 November 2026').waitFor()
  expect(troubles).toEqual([])
})

/** How it looks does not depend on the engine. */
async function fits(engine: (typeof ENGINES)[number], page: Page): Promise<void> {
  if (engine === 'sqlite') expect(await lookFindings(page)).toEqual([])
}
