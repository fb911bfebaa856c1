import { expect, test } from 'bun:test'
import { listApplications } from '../src/modules/hiring/applications/list-applications.ts'
import { listCandidates } from '../src/modules/hiring/candidates/list-candidates.ts'
import { onEachEngine, sharedApp } from './app.ts'
import { type Hiring, hiring } from './hiring.ts'
import type { Member } from './people.ts'
import { plansOf, statementsOf } from './plans.ts'

const STAGES = ['applied', 'screening', 'offer', 'rejected']
const SOURCES = ['fair', 'web', 'friend']
const APPLICATIONS = 40
/** Counted in a step: it takes several to count them. */
const AT_ONCE = 7

onEachEngine('Lists of those who hire', (engine) => {
  const app = sharedApp(engine)
  let known: ReturnType<typeof filled> | undefined
  const here = () => {
    known ??= app().then(filled)
    return known
  }

  test('have page by page what the filters and the rights leave, in either order, and its total', async () => {
    const { h, all, seenBy } = await here()
    const seen = all.filter(({ job_id }) => seenBy(h.ben).has(job_id))
    for (const [i, [path, expected]] of questions(seen).entries()) {
      const sort = i % 2 === 0 ? '-created_at' : 'created_at'
      const ids = expected.map(({ id }) => id).sort()
      const listed = await walk(h, `${path}&sort=${sort}`, h.ben)
      expect({ path, sort, ...listed }).toEqual({
        ...{ path, sort, total: ids.length },
        ids: sort === 'created_at' ? ids : ids.toReversed(),
      })
    }
  })

  test('have the same, however many jobs and candidates are taken for few', async () => {
    const { h, all, seenBy } = await here()
    const { context } = h.app
    for (const by of [h.ada, h.ben]) {
      const seen = all.filter(({ job_id }) => seenBy(by).has(job_id))
      const candidates = [...new Set(seen.map(({ candidate }) => candidate.id))].sort()
      const odd = candidates.filter((id) => h.tags.get(id) === 'odd')
      const role = by === h.ada ? ('owner' as const) : ('member' as const)
      const login = { session_id: '', user_id: '', is_instance_admin: false }
      const { organization_id, member_id } = by
      const principal = { kind: 'session' as const, organization_id, member_id, role, ...login }
      const query = { limit: 200, count: 'true' as const }
      const idsOf = ({ items, total }: { items: { id: string }[]; total?: number }) => [
        items.map(({ id }) => id),
        total,
      ]
      for (const few of [0, 1_000]) {
        const listed = [
          idsOf(await listApplications(context, principal, query, { mostJobs: few, atOnce: AT_ONCE })),
          idsOf(
            await listApplications(
              context,
              principal,
              { ...query, source: 'web' },
              { mostJobs: few, atOnce: AT_ONCE },
            ),
          ),
          idsOf(await listCandidates(context, principal, query, { few, atOnce: AT_ONCE })),
          idsOf(await listCandidates(context, principal, { ...query, tag: 'odd' }, { few, atOnce: AT_ONCE })),
        ]
        const expected = [
          seen.map(({ id }) => id).sort(),
          seen
            .filter(({ source }) => source === 'web')
            .map(({ id }) => id)
            .sort(),
          candidates,
          odd,
        ]
        expect([few, ...listed]).toEqual([few, ...expected.map((ids) => [ids, ids.length])])
      }
    }
  })

  // Of "the address is there" SQLite made a walk through all addresses, to find fifty candidates by their ids.
  test('find what a page shows by its ids, and the page by an index', async () => {
    if (engine === 'postgres') return
    const { h } = await here()
    const list = (query: string) => () => h.call('GET', `/applications?${query}`, h.ada)
    const indexes = {
      'count=true': 'sqlite_autoindex_applications_1',
      [`job_id=${h.jobs[0]}&stage=offer&count=true`]: 'applications_job_stage',
      [`job_id=${h.jobs[0]}&count=true`]: 'applications_job',
      'source=web&count=true': 'applications_source',
      'knocked_out=true&count=true': 'applications_knocked_out',
    }
    for (const [query, index] of Object.entries(indexes)) {
      const { texts } = await statementsOf(h.app, /applications|candidates/, list(query))
      const plans = await plansOf(h.app, h.ada.organization_id, [...new Set(texts)])
      expect(plans.length).toBeGreaterThan(1)
      for (const { text, plan } of plans) {
        expect([text, plan]).toEqual([
          text,
          expect.not.stringMatching(/SCAN (a|c)|candidates_email|TEMP B-TREE/),
        ])
      }
      const ofList = plans.filter(
        ({ plan }) =>
          plan.includes(`USING COVERING INDEX ${index} `) || plan.includes(`USING INDEX ${index} `),
      )
      expect([query, ofList.length > 0]).toEqual([query, true])
    }
  })
})

interface Listed {
  id: string
  job_id: string
  candidate: { id: string; email: string }
  stage: string
  source: string
}

/** Ben has two jobs and reviews one of dora's, who has two. */
async function filled(app: Hiring['app']) {
  const h = await hiring(app, 'lists')
  const job = { title: 'Gardener', status: 'open' }
  const given = [{}, {}, { reviewer_ids: [h.ben.member_id] }, {}].map((more, i) => ({
    ...{ ...job, ...more },
    owner_id: (i < 2 ? h.ben : h.dora).member_id,
  }))
  const made = await h.made('/jobs/bulk', h.ada, { jobs: given })
  const jobs: string[] = made.jobs.map(({ id }: { id: string }) => id)
  const { applications } = await h.made('/applications/bulk', h.ada, {
    applications: Array.from({ length: APPLICATIONS }, (_, i) => ({
      job_id: jobs[i % jobs.length],
      name: `Person ${i}`,
      // Some of them apply for several jobs.
      email: `p${i % 29}@example.com`,
      source: SOURCES[i % SOURCES.length],
    })),
  })
  const moves = applications
    .map(({ id }: { id: string }, i: number) => ({ id, stage: STAGES[(i * 7) % STAGES.length] }))
    .filter(({ stage }: { stage: string }) => stage !== 'applied')
  await h.done('PATCH', '/applications/bulk', h.ada, { applications: moves })
  const all: Listed[] = (await h.call('GET', '/applications?limit=200', h.ada)).body.items
  expect(all).toHaveLength(APPLICATIONS)
  const candidates: string[] = [...new Set(all.map(({ candidate }) => candidate.id))]
  const tags = new Map(candidates.map((id, i) => [id, i % 2 === 1 ? 'odd' : 'even']))
  const tagged = candidates.map((id) => ({ id, tags: [tags.get(id)] }))
  await h.done('PATCH', '/candidates/bulk', h.ada, { candidates: tagged })
  const seenBy = (by: Member) => new Set(by === h.ada ? jobs : jobs.slice(0, 3))
  return { h: { ...h, jobs, tags }, all, seenBy }
}

/** What is asked, and what of it there is to see. */
function questions(seen: Listed[]): [path: string, expected: { id: string }[]][] {
  const having = (filter: Record<string, string>): [string, { id: string }[]] => [
    `/applications?${new URLSearchParams(filter)}`,
    seen.filter((one) =>
      Object.entries(filter).every(([name, value]) => one[name as keyof Listed] === value),
    ),
  ]
  const { job_id = '', candidate } = seen.at(-1) ?? {}
  const ofSource = (source: string) => seen.filter((one) => one.source === source)
  return [
    having({}),
    having({ stage: 'offer' }),
    having({ source: 'web' }),
    having({ source: 'web', stage: 'rejected' }),
    [`/applications?knocked_out=false`, seen],
    having({ job_id }),
    having({ job_id, stage: 'screening' }),
    having({ job_id, source: 'friend' }),
    [`/applications?candidate_id=${candidate?.id}`, seen.filter((one) => one.candidate.id === candidate?.id)],
    ['/candidates?', people(seen)],
    // Of whoever applied several times it is the first source that is theirs.
    ['/candidates?email=P7@example.com', people(seen).filter(({ email }) => email === 'p7@example.com')],
    [`/applications?source=fair&stage=applied`, ofSource('fair').filter(({ stage }) => stage === 'applied')],
  ]
}

function people(seen: Listed[]): { id: string; email: string }[] {
  return [...new Map(seen.map(({ candidate }) => [candidate.id, candidate])).values()]
}

async function walk(h: Hiring, path: string, by: Member) {
  const ids: string[] = []
  let cursor = ''
  let total: number | undefined
  do {
    const { body } = await h.call('GET', `${path}&limit=8&count=true${cursor && `&cursor=${cursor}`}`, by)
    ids.push(...body.items.map(({ id }: { id: string }) => id))
    total = body.total
    cursor = body.next_cursor && encodeURIComponent(body.next_cursor)
  } while (cursor)
  return { ids, total }
}
