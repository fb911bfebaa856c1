/** The page in a real browser: in by the provider of single sign-on, back to where one was, linked and unlinked. */
import { afterAll, beforeEach, expect, test } from 'bun:test'
import type { Seen } from './browser.ts'
import { lookFindings } from './looks.ts'
import { OidcProvider } from './oidc-provider.ts'
import { signUp } from './people.ts'
import { browserTests, type World } from './world.ts'

const { world } = browserTests()
const provider = new OidcProvider()
afterAll(() => provider[Symbol.dispose]())
beforeEach(() => provider.behave())
const WITH = { name: 'Continue with Keys & Co' }

/** A server at which the provider sends people back to where it listens. */
async function placeWith(env: Record<string, string> = {}): Promise<World & { seen: Seen }> {
  const there = await world('sqlite', { ...provider.env, ...env })
  const client = there.app.context.signOns?.provider.client
  if (client) client.redirect_uri = `${there.url}/sso`
  provider.now = () => there.app.clock.now()
  return { ...there, seen: await there.open() }
}

/** The provider is another host, to which the page leads and of which it asks nothing. */
const troublesOf = ({ troubles }: Seen) => troubles.filter((one) => !one.includes('/authorize?'))

test('the first comes by the provider, and others back to where they were', async () => {
  await using there = await placeWith()
  const { page } = there.seen
  provider.person = { sub: 'ada', email: 'ada@example.com', email_verified: true, name: 'Ada' }
  await page.goto('/')
  await page.getByRole('button', WITH).click()
  await page.locator('.wrong').first().waitFor()
  await page.getByLabel('Organization').fill('Bluebird')
  expect(await lookFindings(page)).toEqual([])
  await page.getByRole('button', WITH).click()
  await page.locator('.rail').waitFor()
  expect(page.url()).toBe(`${there.url}/#/`)
  const { user } = await (await there.seen.context.request.get('/api/v1/auth/me')).json()
  expect(user).toMatchObject({ name: 'Ada', is_instance_admin: true, email_verified: true })

  await page.goto('about:blank')
  await there.seen.context.clearCookies()
  await page.goto('/#/explore/sessions?period=year')
  await page.getByRole('button', WITH).waitFor()
  expect(await lookFindings(page)).toEqual([])
  await page.getByRole('button', WITH).click()
  await page.locator('.rail').waitFor()
  expect(page.url()).toBe(`${there.url}/#/explore/sessions?period=year`)
  expect(troublesOf(there.seen)).toEqual([])
})

test('why it did not go through is said, in the language of the page, and what to do', async () => {
  await using there = await placeWith()
  const { page } = there.seen
  await signUp(there.app, 'ada')
  await page.goto('/#/sign-in')
  provider.person = { sub: 'ben', email: 'ben@example.com', email_verified: true }
  await page.getByRole('button', WITH).click()
  await page.getByText('You have no account here yet').waitFor()
  // What came with the address is gone, and looked at again nothing is done again.
  expect(page.url()).toBe(`${there.url}/#/sso`)
  expect(await lookFindings(page)).toEqual([])
  await page.getByRole('link', { name: 'Make an account' }).click()
  await page.getByLabel('Organization').fill('Robin')
  await page.getByRole('button', WITH).click()
  await page.locator('.rail').waitFor()

  await page.goto('about:blank')
  await there.seen.context.clearCookies()
  await page.goto('/sso?error=access_denied&state=made-up')
  await page.getByText('was begun in another browser').waitFor()
  await page.getByRole('button', { name: 'Deutsch' }).click()
  await page.getByRole('link', { name: 'Zur Anmeldung' }).click()
  provider.answers.set('/token', () => Response.json({ error: 'invalid_client' }, { status: 401 }))
  await page.getByRole('button', { name: 'Weiter mit Keys & Co' }).click()
  await page.getByText('Der Anbieter der Anmeldung antwortet gerade nicht').waitFor()
})

test('who has an account links the provider to it, and unlinks it with the password', async () => {
  await using there = await placeWith()
  const { page } = there.seen
  const cleo = await signUp(there.app, 'cleo')
  const { email, password } = cleo
  await there.seen.context.request.post(`${there.url}/api/v1/auth/signin`, { data: { email, password } })
  provider.person = { sub: 'cleo', email, email_verified: true }
  await page.goto('/#/account')
  await page.getByRole('button', { name: 'Link Keys & Co…' }).click()
  await page.getByLabel('Current password').first().fill('wrong')
  await page.getByRole('button', { name: 'Link Keys & Co', exact: true }).click()
  await page.locator('.wrong').waitFor()
  await page.getByLabel('Current password').first().fill(password)
  expect(await lookFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'Link Keys & Co', exact: true }).click()
  await page.getByText(`${email} at 127.0.0.1`).waitFor()
  expect(page.url()).toBe(`${there.url}/#/account`)
  expect(await lookFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'Unlink…' }).click()
  await page.getByLabel('Current password').first().fill(password)
  await page.getByRole('button', { name: 'Unlink', exact: true }).click()
  await page.getByRole('button', { name: 'Link Keys & Co…' }).waitFor()
})

test('where the provider is the only way in, nobody is asked for a password', async () => {
  await using there = await placeWith({ PASSWORD_SIGN_IN: 'off', SIGNUP: 'invite' })
  const { page } = there.seen
  provider.person = { sub: 'dora', email: 'dora@example.com', email_verified: true }
  await page.goto('/')
  await page.getByLabel('Organization').fill('Wren')
  await page.keyboard.press('Enter')
  await page.locator('.rail').waitFor()
  await page.goto('/#/account')
  await page.getByText('dora@example.com at 127.0.0.1').waitFor()
  expect(await page.locator('input[type=password]').count()).toBe(0)
  await page.goto('about:blank')
  await there.seen.context.clearCookies()
  for (const at of ['/#/sign-in', '/#/accept-invitation?token=x']) {
    await page.goto(at)
    await page.getByRole('button', WITH).waitFor()
    expect(await page.locator('input').count()).toBe(0)
    expect(await lookFindings(page)).toEqual([])
  }
  await page.getByRole('button', WITH).click()
  await page.getByText('This invitation is unknown').waitFor()
})
