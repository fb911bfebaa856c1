/** An organization that requires a second factor of its members: who has none is let in nowhere else. */
import { expect, test } from 'bun:test'
import { createApp } from '../src/app.ts'
import { createContext } from '../src/context.ts'
import { CHEAP, onEachEngine, sharedApp } from './app.ts'
import { EXPECTATIONS } from './authorization/expectations.ts'
import { listening } from './listening.ts'
import { listen } from './live.ts'
import { apiKey, type Member, signIn, signUp } from './people.ts'
import { enableSecondFactor } from './second-factors.ts'
import { joinAs, switchTo } from './teams.ts'

const API = '/api/v1'
const NEEDED = [403, 'second_factor_needed']

/** Of one's own account, and the ways out. */
const OF_THE_ACCOUNT = /^\S+ \/api\/v1\/(auth\/|organizations$|members\/leave$|invitations\/accept$)/

onEachEngine('A second factor that is required', (engine) => {
  const app = sharedApp(engine)
  const require = async ({ token }: { token: string }, isRequired = true) =>
    (await app()).call('PATCH', `${API}/organization`, {
      token,
      json: { requires_second_factor: isRequired },
    })
  const labels = async (by: { token: string } | { key: string }) => {
    const { status, body } = await (await app()).get(`${API}/labels`, by)
    return status === 200 ? 200 : [status, body.code]
  }
  const owner = async (name: string) => {
    const made = await signUp(await app(), name)
    await enableSecondFactor(await app(), made)
    return made
  }

  test('is set by owners who have one, told in the audit log, and off unless they say so', async () => {
    const ada = await signUp(await app(), 'ada')
    const admin = await joinAs(await app(), ada, 'ada-admin', 'admin')
    const settings = await (await app()).get(`${API}/organization`, { token: ada.token })
    expect(settings.body.requires_second_factor).toBe(false)
    const codeOf = async (by: { token: string }) => (await require(by)).body.code
    expect([await codeOf(admin), await codeOf(ada)]).toEqual(['owners_decide', 'second_factor_off'])
    const key = await apiKey(await app(), ada, 'admin')
    const json = { requires_second_factor: true }
    expect((await (await app()).call('PATCH', `${API}/organization`, { key, json })).body.code).toBe(
      'owners_decide',
    )
    await enableSecondFactor(await app(), ada)
    const set = await require(ada)
    expect([set.status, set.body.requires_second_factor]).toEqual([200, true])
    const action = 'organization.second_factor_rule_changed'
    const { body } = await (await app()).get(`${API}/audit?action=${action}`, { token: ada.token })
    const [no, yes] = [false, true].map((requires_second_factor) => ({ requires_second_factor }))
    expect(body.items).toMatchObject([{ before: no, after: yes }])
  })

  test('shuts whoever has none out at once, in another process within a second, and lets them in with one', async () => {
    const eve = await owner('eve')
    const flo = await joinAs(await app(), eve, 'flo', 'member')
    const key = await apiKey(await app(), eve, 'read')
    const { config, clock } = await app()
    await using context = await createContext(config, { clock, hashing: CHEAP })
    const other = createApp(context)
    const elsewhere = async ({ token }: Member) => {
      const headers = { authorization: `Bearer ${token}` }
      return (await other.handle(new Request(`http://localhost${API}/labels`, { headers }))).status
    }
    const until = async (status: number) => {
      const before = performance.now()
      while ((await elsewhere(flo)) !== status) {
        if (performance.now() - before > 5_000) throw new Error(`not ${status} for five seconds`)
        await Bun.sleep(20)
      }
    }
    await until(200)
    expect(await labels(flo)).toBe(200)
    const { url, stop } = listening(await app())
    using heard = await listen(url, flo)
    expect((await heard.next())?.event).toBe('ready')
    await require(eve)
    expect((await heard.until('end')).at(-1)?.data).toEqual({ reason: 'not_allowed' })
    await stop()
    expect(await labels(flo)).toEqual(NEEDED)
    await until(403)
    expect([await labels(eve), await labels({ key })]).toEqual([200, 200])
    const fresh = await signIn(await app(), flo)
    expect(await labels(fresh)).toEqual(NEEDED)
    await enableSecondFactor(await app(), fresh)
    expect(await labels(fresh)).toBe(200)
    // Her other device is signed out by that.
    await until(401)
  })

  test('leaves nothing of the organization but the way to a second factor, and out', async () => {
    const gus = await owner('gus')
    const hal = await joinAs(await app(), gus, 'hal', 'admin')
    await require(gus)
    const open: string[] = []
    for (const [route, { allowed, whileUnclaimed }] of Object.entries(EXPECTATIONS)) {
      if (allowed === 'public' || whileUnclaimed || OF_THE_ACCOUNT.test(route)) continue
      const [method = '', path = ''] = route.split(' ')
      const to = path.replaceAll(/\{[^}]+\}/g, '01930f6e-7c3a-7b1e-9d0a-0123456789ab')
      const { status, body } = await (await app()).call(method, to, { token: hal.token })
      if (status !== 403 || body?.code !== 'second_factor_needed')
        open.push(`${route}: ${status} ${body?.code}`)
    }
    expect(open).toEqual([])
    expect((await (await app()).get(`${API}/auth/me`, { token: hal.token })).status).toBe(200)
    const mcp = await (await app()).post('/mcp', { token: hal.token, json: {} })
    expect([mcp.status, mcp.body.error?.data?.code]).toEqual(NEEDED)
    expect((await (await app()).post(`${API}/members/leave`, { token: hal.token })).status).toBe(204)
  })

  test('is asked of nobody elsewhere, nor once it is required no longer', async () => {
    const ida = await owner('ida')
    const jan = await signUp(await app(), 'jan')
    const invited = { email: jan.email, role: 'member' }
    const invitation = await (await app()).post(`${API}/invitations`, { token: ida.token, json: invited })
    const { token } = invitation.body
    await (await app()).post(`${API}/invitations/accept`, { token: jan.token, json: { token } })
    await require(ida)
    expect(await labels(jan)).toBe(200)
    await switchTo(await app(), jan, ida.organization_id)
    expect(await labels(jan)).toEqual(NEEDED)
    await switchTo(await app(), jan, jan.organization_id)
    expect(await labels(jan)).toBe(200)
    await switchTo(await app(), jan, ida.organization_id)
    await require(ida, false)
    expect(await labels(jan)).toBe(200)
    await require(ida)
    const { authenticator } = await enableSecondFactor(await app(), jan)
    expect(await labels(jan)).toBe(200)
    const proof = { current_password: jan.password, code: authenticator.next() }
    await (await app()).post(`${API}/auth/second-factor/disable`, { token: jan.token, json: proof })
    expect(await labels(jan)).toEqual(NEEDED)
  })
})
