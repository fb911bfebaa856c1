/** What all lists have in common. */
import { expect, test } from 'bun:test'
import { onEachEngine, sharedApp } from './app.ts'
import { apiKey, signUp } from './people.ts'
import { invite, joinAs, switchTo } from './teams.ts'

const LISTS = [
  '/api/v1/members',
  '/api/v1/invitations',
  '/api/v1/api-keys',
  '/api/v1/organizations',
  '/api/v1/instance/organizations',
  '/api/v1/teams',
  '/api/v1/projects',
  '/api/v1/tasks',
]

onEachEngine('Lists', (engine) => {
  const shared = sharedApp(engine)
  const get = async (path: string, token: string) => (await shared()).get(path, { token })

  async function walk(path: string, token: string): Promise<string[]> {
    const ids: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { status, body } = await get(`${path}&limit=2${cursor && `&cursor=${cursor}`}`, token)
      expect([path, status]).toEqual([path, 200])
      ids.push(...body.items.map(({ id }: { id: string }) => id))
      cursor = body.next_cursor
    }
    return ids
  }

  /** An owner, administrator of the instance, whose every list has at least three items. */
  const owner = async () => {
    const app = await shared()
    const ada = await signUp(app, 'lists-ada')
    for (const name of ['one', 'two']) {
      await joinAs(app, ada, `lists-${name}`, 'viewer')
      await apiKey(app, ada, 'read')
      const other = await signUp(app, `lists-of-${name}`)
      const token = await invite(app, other, ada.email, 'member')
      await app.post('/api/v1/invitations/accept', { token: ada.token, json: { token } })
    }
    await apiKey(app, ada, 'read')
    for (const name of ['x', 'y', 'z']) {
      await app.post('/api/v1/teams', { token: ada.token, json: { name } })
      await app.post('/api/v1/projects', { token: ada.token, json: { name } })
      await app.post('/api/v1/tasks', { token: ada.token, json: { title: name } })
    }
    for (const name of ['x', 'y', 'z']) await invite(app, ada, `lists-${name}@example.com`, 'viewer')
    await switchTo(app, ada, ada.organization_id)
    return ada
  }

  let made: ReturnType<typeof owner> | undefined
  const ada = () => {
    made ??= owner()
    return made
  }

  for (const path of LISTS) {
    test(`${path} is the same forwards and backwards, and counted when asked`, async () => {
      const { token } = await ada()
      const forwards = await walk(`${path}?sort=created_at`, token)
      expect(forwards.length).toBeGreaterThanOrEqual(3)
      expect(new Set(forwards).size).toBe(forwards.length)
      expect(await walk(`${path}?sort=-created_at`, token)).toEqual(forwards.toReversed())
      expect((await get(path, token)).body.items.map(({ id }: any) => id)).toEqual(forwards)
      const counted = await get(`${path}?count=true&limit=1`, token)
      expect([counted.body.items.length, counted.body.total]).toEqual([1, forwards.length])
      expect((await get(`${path}?count=false`, token)).body).not.toHaveProperty('total')
    })

    test(`${path} takes no order and no cursor that is not its own`, async () => {
      const { token } = await ada()
      const { body } = await get(`${path}?limit=1&sort=-created_at`, token)
      const cursor = body.next_cursor
      const refused = {
        'sort=email': 'sort',
        'sort=-id': 'sort',
        'count=yes': 'count',
        'limit=0': 'limit',
        'limit=201': 'limit',
        [`cursor=${cursor}`]: 'cursor',
        [`cursor=${cursor}&sort=created_at`]: 'cursor',
        'cursor=made-up': 'cursor',
      }
      for (const [query, field] of Object.entries(refused)) {
        const answer = await get(`${path}?${query}`, token)
        expect([query, answer.status, Object.keys(answer.body.fields)]).toEqual([query, 422, [field]])
      }
      for (const limit of ['0', '201', '1.5', 'many', '0x10', '1e1', '%2B5', '%205']) {
        const { body: problem } = await get(`${path}?count=true&limit=${limit}`, token)
        expect([limit, problem.detail]).toEqual([limit, 'limit: must be a whole number from 1 to 200'])
      }
    })
  }
})
