/** What is said about content and lessons: seen by whoever sees the thing, and told to who is mentioned. */
import { expect, test } from 'bun:test'
import { callsTo, onEachEngine, sharedApp } from './app.ts'
import { apiKey, type Member, signUp } from './people.ts'
import { joinAs } from './teams.ts'

/** Each noun with another's part of its path, and the key that names the thing. */
const NOUNS = [
  { at: '/content', kind: 'content_comment', parent: 'content_id' },
  { at: '/lessons', kind: 'lesson_comment', parent: 'lesson_id' },
] as const

onEachEngine('Comments on knowledge', (engine) => {
  const app = sharedApp(engine)
  const { call, done } = callsTo(app)
  let made: Promise<Record<'owner' | 'ann' | 'ben' | 'viewer', Member>> | undefined
  const people = () => {
    made ??= app().then(async (one) => {
      const owner = await signUp(one, 'owner')
      const join = (name: string, role: 'member' | 'viewer') => joinAs(one, owner, name, role)
      const [ann, ben] = [await join('ann', 'member'), await join('ben', 'member')]
      return { owner, ann, ben, viewer: await join('viewer', 'viewer') }
    })
    return made
  }

  for (const { at, kind, parent } of NOUNS) {
    test(`${at}: are written and read by whoever sees the thing, and by nobody else`, async () => {
      const { owner, ann, ben, viewer } = await people()
      const { id } = await done('POST', at, ann, { title: 'Roses' })
      const path = `${at}/${id}/comments`
      const comment = await done('POST', path, owner, { body: `Thorns, <@${ben.member_id}>?` })
      expect(comment).toEqual({
        id: expect.any(String),
        [parent]: id,
        author_id: owner.member_id,
        api_key_id: null,
        body: `Thorns, <@${ben.member_id}>?`,
        created_at: '2026-11-20T12:00:00.000Z',
        edited_at: null,
      })
      // A draft is its author's and the admins': ben is neither, and is not told.
      for (const [method, where, json] of [
        ['GET', path],
        ['POST', path, { body: 'x' }],
        ['GET', `${path}/${comment.id}`],
        ['PATCH', `${path}/${comment.id}`, { body: 'x' }],
        ['DELETE', `${path}/${comment.id}`],
      ] as const) {
        expect([method, (await call(method, where, ben, json)).status]).toEqual([method, 404])
      }
      expect((await call('GET', `/search?q=thorns&kind=${kind}`, ben)).body.items).toEqual([])
      expect((await call('GET', '/notifications', ben)).body.items).toEqual([])
      await done('PATCH', `${at}/${id}`, ann, { status: 'published' })
      expect((await call('POST', path, viewer, { body: 'x' })).body.code).toBe('not_allowed')
      expect((await call('GET', path, viewer)).body.items).toEqual([comment])
      const [found] = (await call('GET', `/search?q=thorns&kind=${kind}`, ben)).body.items
      expect(found).toMatchObject({ kind, id: comment.id, [parent]: id })
      const key = await apiKey(await app(), owner, 'write')
      const { body: byKey } = await (await app()).post(`/api/v1${path}`, { key, json: { body: 'counted' } })
      expect(byKey).toMatchObject({ author_id: null, api_key_id: expect.any(String) })
    })

    test(`${at}: tell who is mentioned, are changed by their author, and come out of the trash`, async () => {
      const { ann, ben, viewer } = await people()
      const { id } = await done('POST', at, ann, { title: 'Tulips', status: 'published' })
      const path = `${at}/${id}/comments`
      const one = await done('POST', path, ben, { body: `Look, <@${ann.member_id}> <@${viewer.member_id}>` })
      const [told] = (await call('GET', '/notifications', ann)).body.items
      expect(told).toMatchObject({ kind: 'mention', [parent]: id, [`${kind}_id`]: one.id, task_id: null })
      expect((await call('PATCH', `${path}/${one.id}`, ann, { body: 'x' })).body.code).toBe(
        'comment_not_yours',
      )
      const { headers } = await call('GET', `${path}/${one.id}`, ben)
      const edited = await done('PATCH', `${path}/${one.id}`, ben, { body: 'Look' })
      expect(edited.edited_at).not.toBeNull()
      const stale = await (await app()).call('PATCH', `/api/v1${path}/${one.id}`, {
        token: ben.token,
        json: { body: 'Looked' },
        headers: { 'if-match': headers.get('etag') ?? '' },
      })
      expect(stale.status).toBe(412)
      // Whose the thing is may take away what others say about it.
      expect((await call('DELETE', `${path}/${one.id}`, viewer)).status).toBe(403)
      expect((await call('DELETE', `${path}/${one.id}`, ann)).status).toBe(204)
      expect((await call('GET', path, ann)).body.items).toEqual([])
      const [trashed] = (await call('GET', '/trash', ann)).body.items
      expect(trashed).toMatchObject({ kind, id: one.id, name: 'Look' })
      await done('DELETE', `${at}/${id}`, ann)
      const { status, body } = await call('POST', `/trash/${one.id}/restore`, ann)
      expect([status, body.code]).toEqual([
        409,
        kind === 'content_comment' ? 'content_in_trash' : 'lesson_in_trash',
      ])
      await done('POST', `/trash/${id}/restore`, ann)
      await done('POST', `/trash/${one.id}/restore`, ann)
      expect((await call('GET', path, ben)).body.items).toEqual([edited])
    })
  }
})
