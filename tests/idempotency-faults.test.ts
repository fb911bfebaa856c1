/**
 * A key is a promise: whatever dies, is cut off or is in doubt, what a key came for is done once, and
 * whoever sends it again is answered the same. By hand, for longer:
 *
 *   FAULT_ROUNDS=300 bun test --timeout 3600000 tests/idempotency-faults.test.ts
 *
 * Writers send requests of every kind, each again until it is answered. Meanwhile processes are killed
 * and started again, connections of Postgres are terminated, and clients hang up.
 */
import { expect, test } from 'bun:test'
import postgres from 'postgres'
import { type Engine, onEachEngine } from './app.ts'
import { type Installation, installation } from './journeys/installation.ts'
import { KINDS, type Kind, type Make, type Surroundings } from './keyed-requests.ts'
import type { ServerProcess } from './server-process.ts'

const ROUNDS = Number(process.env.FAULT_ROUNDS ?? 1)
const WRITERS = 4
const KILLED_WITHIN_MS = 800
const TERMINATED_EACH_MS = 40
/** Of one database: which of them has a request is left to chance. */
const PROCESSES: Record<Engine, number> = { sqlite: 1, postgres: 2 }
const HANGING_UP = 0.15
const SENT_ONCE_MORE = 0.3
const ANSWERED_WITHIN_MS = 60_000

onEachEngine('Under faults', (engine) => {
  test('what a key came for is done once, and answered the same each time', async () => {
    await using place = await installation(engine)
    await using servers = await serversOf(place, PROCESSES[engine])
    const client = await clientOf(servers)
    const surroundings = await surroundingsFor(client.make)
    const done: Done[] = []
    const stopping = new AbortController()
    const writers = Array.from({ length: WRITERS }, (_, i) =>
      write(client, surroundings, done, stopping.signal, i),
    )
    const all = Promise.all(writers)
    for (let round = 0; round < ROUNDS; round += 1) {
      {
        await using _ = terminating(place)
        await Promise.race([all, Bun.sleep(Math.random() * KILLED_WITHIN_MS)])
      }
      // A process that finds no database when it starts ends again, and rightly.
      await servers.killOne()
      await client.signIn()
    }
    stopping.abort()
    await all
    await expectOnce(client, surroundings, done)
    await place.expectSound()
  })
})

interface Done {
  kind: Kind
  key: string
  body: any
}

/** One request after the other, each with a key of its own, until it is answered; of each kind at least one. */
async function write(
  client: Client,
  surroundings: Surroundings,
  done: Done[],
  stopping: AbortSignal,
  writer: number,
) {
  const kinds = Object.entries(KINDS)
  for (let i = 0; i < kinds.length || !stopping.aborted; i += 1) {
    const [name, kind] = kinds[(i + writer) % kinds.length] ?? kinds[0]!
    const key = `${name}-${writer}-${i}`
    const { method, path, json } = await kind.request(key, surroundings, client.make)
    const send = () => client.untilAnswered(method, path, { key, json })
    const first = await send()
    if (Math.random() < SENT_ONCE_MORE) expect(await send()).toEqual(first)
    done.push({ kind, key, body: JSON.parse(first.text) })
  }
}

/** Whatever was made is there once, as it was answered; nothing is there of which nobody was told. */
async function expectOnce(client: Client, surroundings: Surroundings, done: Done[]) {
  for (const [name, kind] of Object.entries(KINDS)) {
    const those = done.filter((one) => one.kind === kind)
    expect(those.length, name).toBeGreaterThan(0)
    const made = those.flatMap(({ body }) => kind.made(body))
    expect(made.length, name).toBe(those.length * (name === 'tasks' || name === 'events' ? 3 : 1))
    if (!kind.listed) continue
    const { by } = kind.listed
    const listed = await client.all(kind.listed.path(surroundings))
    const mine = listed.filter((one) => new RegExp(`^${name}-`).test(one[by]))
    const shown = (things: any[]) => things.map((one) => `${one[by]} ${one.id}`).sort()
    expect(shown(mine), name).toEqual(shown(made))
  }
}

/** In which all of them write. */
async function surroundingsFor(make: Make): Promise<Surroundings> {
  const group = { kind: 'group', title: 'where', member_ids: [] }
  return {
    task_id: (await make('task', '/tasks', { title: 'what is talked about' })).id,
    conversation_id: (await make('conversation', '/conversations', group)).id,
  }
}

type Servers = Awaited<ReturnType<typeof serversOf>>

/** Processes of the server, some of which come and go. */
async function serversOf(place: Installation, count: number) {
  const running: ServerProcess[] = []
  running.push(...(await Promise.all(Array.from({ length: count }, () => place.start()))))
  const oneOf = () => Math.floor(Math.random() * running.length)
  return {
    url: () => running[oneOf()]?.url ?? '',
    async killOne() {
      const which = oneOf()
      await running[which]?.[Symbol.asyncDispose]()
      running[which] = await place.start()
    },
    async [Symbol.asyncDispose]() {
      for (const server of running) await server[Symbol.asyncDispose]()
    },
  }
}

/** Ends connections of Postgres at random, whatever they are in the middle of. */
function terminating({ database_url }: Installation) {
  const stopping = new AbortController()
  const run = async (url: string) => {
    const admin = postgres(url, { max: 1, onnotice: () => {} })
    while (!stopping.signal.aborted) {
      await Bun.sleep(Math.random() * 2 * TERMINATED_EACH_MS)
      await admin`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
        order by random() limit 1`
    }
    await admin.end()
  }
  const running = database_url ? run(database_url) : Promise.resolve()
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort()
      await running
    },
  }
}

type Client = Awaited<ReturnType<typeof clientOf>>

/** Ada, who does not give up. */
async function clientOf(servers: Servers) {
  const email = 'ada@example.com'
  const password = 'the password of ada'
  let token = ''
  const attempt = async (method: string, path: string, { key, json }: { key?: string; json?: unknown }) => {
    const headers = {
      'content-type': 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
      ...(key && { 'idempotency-key': key }),
    }
    const signal = AbortSignal.timeout(
      key && Math.random() < HANGING_UP ? Math.random() * 30 : ANSWERED_WITHIN_MS,
    )
    const body = json === undefined ? {} : { body: JSON.stringify(json) }
    const answer = await fetch(`${servers.url()}/api/v1${path}`, { method, headers, signal, ...body })
    return { status: answer.status, text: await answer.text() }
  }
  const untilAnswered: typeof attempt = async (method, path, given) => {
    const givingUpAt = performance.now() + ANSWERED_WITHIN_MS
    while (performance.now() < givingUpAt) {
      // Nobody knows what became of a request whose connection was lost.
      const answer = await attempt(method, path, given).catch(() => null)
      if (answer && answer.status < 300) return answer
      if (answer && answer.status !== 503)
        throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`)
      await Bun.sleep(Math.random() * 40)
    }
    throw new Error(`${method} ${path} was not answered`)
  }
  const organization = { name: 'Garden', time_zone: 'UTC' }
  const signUp = { email, password, name: 'ada', organization }
  await untilAnswered('POST', '/auth/signup', { json: signUp })
  const make: Make = async (mark, path, json) => {
    const key = `made-for-${mark}`
    return JSON.parse((await untilAnswered('POST', path, { key, json })).text)
  }
  const client = {
    untilAnswered,
    make,
    /** The old token would end in the long form. */
    async signIn() {
      const { text } = await untilAnswered('POST', '/auth/signin', { json: { email, password } })
      token = JSON.parse(text).access_token
    },
    async all(path: string): Promise<any[]> {
      const items: any[] = []
      for (let cursor = ''; ; ) {
        const { text } = await untilAnswered('GET', `${path}?limit=200${cursor && `&cursor=${cursor}`}`, {})
        const page = JSON.parse(text)
        items.push(...page.items)
        if (page.next_cursor === null) return items
        cursor = encodeURIComponent(page.next_cursor)
      }
    },
  }
  await client.signIn()
  return client
}
