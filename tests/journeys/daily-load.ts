/**
 * What goes on besides events while a server is killed: texts, applications, backups, and jobs that
 * somebody asks for. What was acknowledged is looked for afterwards.
 */
import { expect } from 'bun:test'
import { existsSync, readdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import type { Account } from './client.ts'
import type { Installation } from './installation.ts'

const JOBS = ['clean_up', 'index_texts', 'reconcile', 'snapshots']
/** Made; begun; going on already; more than the machine can do. */
const EXPECTED = new Set([200, 201, 202, 409, 503])
const ENDS_WITHIN_MS = 30_000
/** Older than whoever still writes one could be. */
const LONG_AGO = new Date('2026-01-01')
const TEMPORARY = /^(proof|upgrade|rehearsal|import)-|\.(body|unfinished|restoring|restored)$|^\.new-/

export class DailyLoad {
  readonly acknowledged: Record<'content' | 'applications' | 'backups', string[]> = {
    content: [],
    applications: [],
    backups: [],
  }
  /** Answers that nobody expected. */
  readonly #odd: string[] = []
  #jobId: string | undefined

  /** Goes on until the server is gone. */
  async run(url: string, account: Account, round: number): Promise<void> {
    const ask = async (path: string, json?: object) => {
      const { status, body } = await post(`${url}/api/v1${path}`, account, json)
      if (!EXPECTED.has(status)) this.#odd.push(`${path}: ${status} ${JSON.stringify(body)}`)
      return status < 300 ? body : null
    }
    this.#jobId ??= (await ask('/jobs', { title: 'Gardener', status: 'open' }))?.id
    await Promise.allSettled([
      forever(async (i) => {
        const made = await ask('/content', { title: `Text ${round} ${i}`, body: 'Roses are *red*.' })
        if (made) this.acknowledged.content.push(made.id)
      }),
      forever(async (i) => {
        const person = { name: `Candidate ${i}`, email: `c${round}-${i}@example.com` }
        const made = await ask('/applications', { job_id: this.#jobId, ...person })
        if (made) this.acknowledged.applications.push(made.id)
      }),
      forever(async () => {
        const made = await ask('/operations/backups')
        if (made) this.acknowledged.backups.push(made.name)
        else await Bun.sleep(50)
      }),
      forever(async (i) => {
        await ask(`/operations/jobs/${JOBS[i % JOBS.length]}/run`)
        await Bun.sleep(20)
      }),
    ])
  }

  inWords(): string {
    return Object.entries(this.acknowledged)
      .map(([kind, { length }]) => `${length} ${kind}`)
      .join(', ')
  }

  /** @param isThorough Whether what the dead have left is swept away, too. */
  async expectKept(place: Installation, url: string, account: Account, isThorough: boolean): Promise<void> {
    expect(this.#odd).toEqual([])
    for (const kind of ['content', 'applications'] as const) {
      const there = new Set(await idsOf(`${url}/api/v1/${kind}`, account))
      expect(this.acknowledged[kind].filter((id) => !there.has(id))).toEqual([])
    }
    const { items } = await get(`${url}/api/v1/operations/backups`, account)
    const proved = items.filter(({ proof }: any) => proof.outcome === 'proved').map(({ name }: any) => name)
    expect(proved).toEqual(expect.arrayContaining(this.acknowledged.backups))
    await expectNothingStuck(url, account)
    if (isThorough) await expectSwept(place)
  }
}

/** Jobs that were killed do not run for ever, and those that the start caught up with end. */
async function expectNothingStuck(url: string, account: Account): Promise<void> {
  const until = performance.now() + ENDS_WITHIN_MS
  let running: string[] = []
  do {
    const { items } = await get(`${url}/api/v1/operations/jobs`, account)
    running = items.filter((job: any) => job.running).map(({ name }: any) => name)
    if (running.length > 0) await Bun.sleep(50)
  } while (running.length > 0 && performance.now() < until)
  expect(running).toEqual([])
}

/** What the dead have left goes with old backups, and the next proof takes the place of the last. */
async function expectSwept({ folder, run }: Installation): Promise<void> {
  const places = [folder, join(folder, 'backups')].filter((place) => existsSync(place))
  for (const place of places) {
    for (const name of readdirSync(place)) {
      if (TEMPORARY.test(name)) utimesSync(join(place, name), LONG_AGO, LONG_AGO)
    }
  }
  expect(await run('backup', 'create')).toMatchObject({ exitCode: 0 })
  expect(await run('backup', 'prune')).toMatchObject({ exitCode: 0 })
  expect(places.flatMap((place) => readdirSync(place).filter((name) => TEMPORARY.test(name)))).toEqual([])
}

/** Until the server is gone. */
async function forever(step: (i: number) => Promise<void>): Promise<void> {
  for (let i = 0; ; i += 1) await step(i)
}

async function post(url: string, { token }: Account, json: object = {}): Promise<any> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(json) })
  return { status: answer.status, body: await answer.json() }
}

async function get(url: string, { token }: Account): Promise<any> {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } })
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}

async function idsOf(url: string, account: Account): Promise<string[]> {
  const ids: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: any = await get(
      `${url}?limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
      account,
    )
    ids.push(...page.items.map(({ id }: any) => id))
    cursor = page.next_cursor
  }
  return ids
}
