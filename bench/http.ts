/**
 * What people wait for, over HTTP and signed in, with a hundred thousand tasks (`--few`: ten thousand) on
 * both engines (`--sqlite`, `--postgres`: one of them): lists, totals, searches, the summary, the
 * dashboard, signing in and writing. What counts is what a request costs the server's process of its
 * core; rates, too, where the machine is quiet. PocketBase takes turns with us where there is `go` to build
 * it (`--alone`: it does not). `--against=FOLDER` measures another version in turns with this one.
 * `--rows=newest,create` measures those whose names hold one of these.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { postgresServer, stopPostgresServer } from '../tests/postgres-server.ts'
import { almanac, type Contender, type Place, pocketbase } from './http/contenders.ts'
import { peerRowOf } from './http/peers.ts'
import { buildPocketbase } from './http/pocketbase.ts'
import { fillPocketbase } from './http/pocketbase-tasks.ts'
import { measureInTurns } from './http/rounds.ts'
import { printTables } from './http/tables.ts'
import { temporaryFolder } from './machine.ts'

const TASKS = 100_000
const FEWER_TASKS = 10_000

interface Peer {
  program: string
  /** A folder with all tasks. */
  filled: string
}

interface Plan {
  tasks: number
  versions: { name: string; main?: string }[]
  /** Parts of the names of the rows that are measured. */
  wanted: string[]
  peer?: Peer
}

export default async function http(options: ReadonlySet<string>): Promise<void> {
  using folder = temporaryFolder()
  const tasks = options.has('--few') ? FEWER_TASKS : TASKS
  const other = givenTo(options, '--against')
  const peer = options.has('--alone') ? undefined : await preparePeer(folder.path, tasks)
  const plan: Plan = {
    tasks,
    versions: [...(other ? [{ name: other, main: join(other, 'src/main.ts') }] : []), { name: 'this' }],
    wanted: givenTo(options, '--rows')?.split(',') ?? [''],
    ...(peer && { peer }),
  }
  if (!options.has('--postgres')) await measure('SQLite', plan, async () => ({}))
  if (options.has('--sqlite')) return
  // As durable as SQLite's commits and PocketBase's.
  const server = await postgresServer(true)
  await measure('Postgres', plan, async () => ({ DATABASE_URL: await server.createEmptyDatabase() }))
  await stopPostgresServer()
}

function givenTo(options: ReadonlySet<string>, name: string): string | undefined {
  return [...options].find((option) => option.startsWith(`${name}=`))?.slice(name.length + 1)
}

async function preparePeer(folder: string, tasks: number): Promise<Peer | undefined> {
  const program = await buildPocketbase(folder)
  if (!program) {
    console.log('PocketBase cannot be built here (is there `go`?): what it answered elsewhere is shown.')
    return undefined
  }
  const filled = join(folder, 'filled')
  mkdirSync(filled)
  await fillPocketbase({ program, folder: filled, synchronous: 'NORMAL' }, tasks)
  return { program, filled }
}

async function measure(
  engine: string,
  { tasks, versions, wanted, peer }: Plan,
  env: () => Promise<Record<string, string>>,
): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const place: Place = { stack, folder: stack.use(temporaryFolder()).path, tasks }
  const ours: Contender[] = []
  for (const version of versions) ours.push(await almanac(place, await env(), version))
  const theirs: Contender[] = []
  if (peer) {
    theirs.push(await pocketbase(place, peer.program, peer.filled, 'FULL'))
    theirs.push(await pocketbase(place, peer.program, peer.filled, 'NORMAL'))
  }
  for (const one of ours) one.rows = one.rows.filter(({ name }) => wanted.some((word) => name.includes(word)))
  const asked = new Set(ours.flatMap(({ rows }) => rows).map(({ name }) => peerRowOf(name)))
  for (const one of theirs) one.rows = one.rows.filter(({ name }) => asked.has(name))
  const results = await measureInTurns([...ours, ...theirs])
  const title = `http: ${tasks.toLocaleString('en')} tasks on ${engine}`
  printTables({ title, ours, pocketbase: theirs, results })
}
