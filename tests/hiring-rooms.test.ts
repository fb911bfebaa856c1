/** Jobs, candidates, applications and notes in the rooms that all nouns share: the trash, search, notifications. */
import { expect, test } from 'bun:test'
import { expectNoDrift } from './activity.ts'
import { onEachEngine, sharedApp } from './app.ts'
import { type Hiring, hiring } from './hiring.ts'
import { apiKey, type Member } from './people.ts'

const GRACE = { name: 'Grace Hopper', email: 'grace@example.com', message: 'I prune wistaria' }

onEachEngine('What belongs to hiring', (engine) => {
  const app = sharedApp(engine)

  /** Grace has applied for a job of Ben's, which Cleo reviews. */
  async function applied(name: string) {
    const h = await hiring(await app(), name)
    const job = await h.job({ description: 'Tend the wistaria', reviewer_ids: [h.cleo.member_id] })
    const application = await h.made('/applications', h.ben, { job_id: job.id, ...GRACE })
    const note = await h.made(`/applications/${application.id}/notes`, h.cleo, {
      body: 'Knows wistaria well',
    })
    return { h, job, application, note }
  }

  const found = async (h: Hiring, by: Member, q: string) =>
    (await h.call('GET', `/search?q=${encodeURIComponent(q)}`, by)).body.items
      .map(({ kind }: any) => kind)
      .sort()

  test('is found by those who may see it, and by nobody else', async () => {
    const { h, job, application } = await applied('found')
    const all = ['application', 'job', 'note']
    for (const by of [h.ada, h.ben, h.cleo]) expect(await found(h, by, 'wistaria')).toEqual(all)
    expect(await found(h, h.dora, 'wistaria')).toEqual(['job'])
    for (const by of [h.ben, h.cleo])
      expect(await found(h, by, 'hopper')).toEqual(['application', 'candidate'])
    for (const q of ['hopper', 'grace', 'grace@example.com', 'knows'])
      expect(await found(h, h.dora, q)).toEqual([])
    await h.call('PATCH', `/jobs/${job.id}`, h.ben, { status: 'paused', reviewer_ids: [] })
    for (const by of [h.cleo, h.dora]) expect(await found(h, by, 'wistaria')).toEqual([])
    const of = async (scope: string) => {
      const key = await apiKey(h.app, h.ada, scope)
      const { body } = await h.app.get('/api/v1/search?q=wistaria', { key })
      return body.items.map(({ kind }: any) => kind).sort()
    }
    expect(await of('read')).toEqual(['job'])
    expect(await of('admin')).toEqual(all)
    await h.call('DELETE', `/candidates/${application.candidate.id}`, h.ada)
    expect(await found(h, h.ada, 'wistaria')).toEqual(['job'])
    expect(await found(h, h.ada, 'hopper')).toEqual([])
  })

  test('is in the trash for no key that may not see who has applied', async () => {
    const { h, application, note } = await applied('keys')
    for (const path of [
      `/applications/${application.id}/notes/${note.id}`,
      `/applications/${application.id}`,
    ]) {
      expect((await h.call('DELETE', path, h.ada)).status).toBe(204)
    }
    const of = async (scope: string) => {
      const key = await apiKey(h.app, h.ada, scope)
      const ask = async (method: string, path: string) => h.app.call(method, `/api/v1/trash${path}`, { key })
      const kinds = (await ask('GET', '')).body.items.map(({ kind }: any) => kind)
      return [kinds, (await ask('POST', `/${application.id}/restore`)).status]
    }
    expect(await of('write')).toEqual([[], 404])
    expect(await of('admin')).toEqual([['note', 'application'], 204])
  })

  test('goes into the trash with the job, and comes back with it', async () => {
    const { h, job, application } = await applied('trashed')
    await h.call('DELETE', `/jobs/${job.id}`, h.ben)
    for (const by of [h.ada, h.ben]) {
      const { items } = (await h.call('GET', '/trash', by)).body
      expect(items.map(({ kind, id, name }: any) => [kind, id, name])).toEqual([['job', job.id, 'Gardener']])
    }
    for (const by of [h.cleo, h.dora]) expect((await h.call('GET', '/trash', by)).body.items).toEqual([])
    expect((await h.call('GET', `/applications/${application.id}`, h.ben)).status).toBe(404)
    expect((await h.call('GET', '/applications?count=true', h.ada)).body).toMatchObject({
      items: [],
      total: 0,
    })
    expect((await h.call('POST', `/trash/${job.id}/restore`, h.cleo)).status).toBe(404)
    expect((await h.call('POST', `/trash/${job.id}/restore`, h.ben)).status).toBe(204)
    expect((await h.call('GET', `/applications/${application.id}`, h.ben)).body.stage).toBe('applied')
    const { hiring_metrics } = (await h.call('GET', '/metrics/dashboard', h.ada)).body
    expect(hiring_metrics).toMatchObject({ open_jobs: 1, applications_by_stage: { applied: 1 } })
    await expectNoDrift(h.app, h.ada)
  })

  test('comes back alone where it went alone, if nothing has taken its place', async () => {
    const { h, job, application, note } = await applied('alone')
    await h.call('DELETE', `/applications/${application.id}/notes/${note.id}`, h.ben)
    await h.call('DELETE', `/applications/${application.id}`, h.ben)
    const restore = async (id: string) => {
      const { status, body } = await h.call('POST', `/trash/${id}/restore`, h.ben)
      return status === 204 ? status : body.code
    }
    expect(await restore(note.id)).toBe('application_in_trash')
    const again = await h.made('/applications', h.ben, { job_id: job.id, ...GRACE })
    expect(await restore(application.id)).toBe('already_applied')
    await h.call('PATCH', `/applications/${again.id}`, h.ben, { stage: 'withdrawn' })
    await h.call('DELETE', `/jobs/${job.id}`, h.ben)
    expect(await restore(application.id)).toBe('job_in_trash')
    for (const id of [job.id, application.id, note.id]) expect(await restore(id)).toBe(204)
    expect((await h.call('GET', `/applications/${application.id}/notes`, h.cleo)).body.items).toHaveLength(1)
    await h.call('DELETE', `/jobs/${job.id}`, h.ben)
    expect((await h.call('DELETE', `/trash/${job.id}`, h.cleo)).status).toBe(404)
    expect((await h.call('DELETE', `/trash/${job.id}`, h.ben)).status).toBe(204)
    expect((await h.call('GET', '/applications', h.ada)).body.items).toEqual([])
    await expectNoDrift(h.app, h.ada)
  })

  test('a company that jobs name is not deleted for good', async () => {
    const h = await hiring(await app(), 'held')
    const { id: company_id } = await h.made('/companies', h.ben, { name: 'Bluebird' })
    const job = await h.job({ company_id })
    await h.call('DELETE', `/companies/${company_id}`, h.ben)
    expect((await h.call('DELETE', `/trash/${company_id}`, h.dora)).status).toBe(404)
    const refused = await h.call('DELETE', `/trash/${company_id}`, h.ben)
    expect([refused.status, refused.body.detail]).toEqual([
      409,
      expect.stringContaining('Jobs name this company'),
    ])
    expect((await h.call('GET', `/board/${h.slug}/jobs/${job.id}`, null)).body.company).toBeNull()
    expect((await h.call('POST', `/trash/${company_id}/restore`, h.ben)).status).toBe(204)
    expect((await h.call('GET', `/board/${h.slug}/jobs/${job.id}`, null)).body.company.name).toBe('Bluebird')
  })

  test('is told to the owner of the job and its reviewers, whoever applies', async () => {
    const { h, job, application } = await applied('told')
    const told = async (by: Member) =>
      (await h.call('GET', '/notifications?kind=application_received', by)).body.items.map(
        ({ kind, application_id, actor_id, title }: any) => {
          return [kind, application_id, actor_id, title]
        },
      )
    // Nobody is told of their own doings.
    expect(await told(h.ben)).toEqual([])
    expect(await told(h.cleo)).toEqual([
      ['application_received', application.id, h.ben.member_id, 'Grace Hopper'],
    ])
    await h.call('POST', `/board/${h.slug}/jobs/${job.id}/applications`, null, {
      name: 'Heidi',
      email: 'heidi@example.com',
    })
    for (const by of [h.ben, h.cleo]) {
      expect((await told(by))[0]).toEqual(['application_received', expect.any(String), null, 'Heidi'])
    }
    for (const by of [h.ada, h.dora]) expect(await told(by)).toEqual([])
    // The title is there for who sees it still.
    await h.call('PATCH', `/jobs/${job.id}`, h.ben, { reviewer_ids: [] })
    expect((await told(h.cleo))[0]?.[3]).toBeNull()
    await h.call('PATCH', '/notifications/preferences', h.ben, { application_received: false })
    await h.call('POST', `/board/${h.slug}/jobs/${job.id}/applications`, null, {
      name: 'Ida',
      email: 'ida@example.com',
    })
    expect((await told(h.ben)).length).toBe(1)
  })

  test('mentions those who may see it', async () => {
    const { h, application } = await applied('mentions')
    const all = [h.ada, h.ben, h.dora].map(({ member_id }) => `<@${member_id}>`).join(' ')
    const note = await h.made(`/applications/${application.id}/notes`, h.cleo, { body: `See, ${all}` })
    const mentioned = async (by: Member) =>
      (await h.call('GET', '/notifications?kind=mention', by)).body.items.map(
        ({ note_id, application_id }: any) => [note_id, application_id],
      )
    for (const by of [h.ada, h.ben]) expect(await mentioned(by)).toEqual([[note.id, application.id]])
    for (const by of [h.cleo, h.dora]) expect(await mentioned(by)).toEqual([])
  })

  test('is left by a reviewer who leaves the organization', async () => {
    const { h, job } = await applied('left')
    expect((await h.call('DELETE', `/members/${h.cleo.member_id}`, h.ada)).status).toBe(204)
    expect((await h.call('GET', `/jobs/${job.id}`, h.ben)).body.reviewer_ids).toEqual([])
  })
})
