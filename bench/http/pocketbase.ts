/**
 * PocketBase beside us: built of its released module (references/pocketbase) where there is `go`, started on
 * the server's core, and spoken to as an application of its own would.
 */
import { join } from 'node:path'
import { SERVER_CORE } from '../machine.ts'
import { PASSWORD } from '../people.ts'

const SOURCES = join(import.meta.dir, '../references/pocketbase')
const SUPERUSER = 'root@example.com'
const READY_WITHIN_MS = 60_000

/** FULL is what we do: what is answered is on disk. NORMAL is how it ships. */
export type Synchronous = 'FULL' | 'NORMAL'

/**
 * Without what only debuggers read, as its own releases are.
 *
 * @returns The program; nothing where there is no `go`, or it cannot fetch what the program is made of.
 */
export async function buildPocketbase(folder: string): Promise<string | undefined> {
  if (!Bun.which('go')) return undefined
  const program = join(folder, 'pocketbase')
  const child = Bun.spawn(['go', 'build', '-buildvcs=false', '-trimpath', '-ldflags=-s -w', '-o', program], {
    cwd: SOURCES,
    env: { ...process.env, CGO_ENABLED: '0' },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  return (await child.exited) === 0 ? program : undefined
}

export interface PocketbaseOptions {
  program: string
  folder: string
  synchronous: Synchronous
}

/** @returns When it answers. */
export async function startPocketbase({ program, folder, synchronous }: PocketbaseOptions) {
  const port = freePort()
  const url = `http://127.0.0.1:${port}`
  const startedAt = performance.now()
  const child = Bun.spawn([...SERVER_CORE, program, 'serve', `--http=127.0.0.1:${port}`, `--dir=${folder}`], {
    env: { ...process.env, SYNCHRONOUS: synchronous },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  await answering(`${url}/api/health`, child)
  const end = async () => {
    child.kill('SIGTERM')
    await child.exited
  }
  const ms = performance.now() - startedAt
  return { url, pid: child.pid, ms, end, [Symbol.asyncDispose]: end }
}

function freePort(): number {
  const server = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: () => new Response() })
  const { port } = server
  server.stop(true)
  if (!port) throw new Error('No port is free.')
  return port
}

async function answering(url: string, child: Bun.Subprocess): Promise<void> {
  const givingUpAt = performance.now() + READY_WITHIN_MS
  while (performance.now() < givingUpAt && child.exitCode === null) {
    const answer = await fetch(url).catch(() => undefined)
    if (answer?.ok) return
    await Bun.sleep(1)
  }
  child.kill('SIGKILL')
  throw new Error(`PocketBase does not answer (${child.exitCode}).`)
}

/** Before it is started: who may make collections. */
export async function addSuperuser({ program, folder, synchronous }: PocketbaseOptions): Promise<void> {
  const words = [program, 'superuser', 'upsert', SUPERUSER, PASSWORD, `--dir=${folder}`]
  const child = Bun.spawn(words, {
    env: { ...process.env, SYNCHRONOUS: synchronous },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if ((await child.exited) !== 0) throw new Error('PocketBase makes no superuser.')
}

export interface PocketbaseUser {
  id: string
  email: string
  token: string
}

export async function signInSuperuser(url: string): Promise<string> {
  const path = '/api/collections/_superusers/auth-with-password'
  return (await callPocketbase(url, '', 'POST', path, { identity: SUPERUSER, password: PASSWORD })).token
}

export async function signInUser(url: string, email: string): Promise<PocketbaseUser> {
  const path = '/api/collections/users/auth-with-password'
  const { token, record } = await callPocketbase(url, '', 'POST', path, {
    identity: email,
    password: PASSWORD,
  })
  return { id: record.id, email, token }
}

/** @throws Error with what was answered, unless that is what was asked for. */
export async function callPocketbase(
  url: string,
  token: string,
  method: string,
  path: string,
  body?: object,
) {
  const answer = await fetch(url + path, {
    method,
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  // Its callers know what the route answers.
  return (await answer.json()) as {
    id: string
    token: string
    record: { id: string }
    items: { id: string }[]
    totalItems: number
  }
}
