/** Servers with the same tasks, each started on a database that is there, and what they are asked. */
import { cpSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { MAIN } from '../../tests/main.ts'
import { privateMemory, startAlmanac } from '../machine.ts'
import { median } from '../measure.ts'
import { signInAgain } from '../people.ts'
import { started } from '../started.ts'
import { almanacRows } from './almanac-rows.ts'
import type { Row } from './ask.ts'
import { type Synchronous, startPocketbase } from './pocketbase.ts'
import { pocketbaseRows, pocketbaseWriteRows } from './pocketbase-rows.ts'
import { signInPeople } from './pocketbase-tasks.ts'
import { fillOrganization } from './tasks.ts'

const STARTS = 5
/** Until the collector has tidied up after the start. */
const SETTLED_MS = 2_000

export interface Besides {
  /** From the start of the process to its first answer. */
  start_ms: number
  /** Bytes of memory that are its own. */
  idle: number
  /** Bytes on disk with all tasks, when the server has ended. */
  disk: number
}

export interface Contender {
  name: string
  pid: number
  rows: Row[]
  /** Before what people came in with is over, where that is soon. */
  renew?: () => Promise<void>
  /** Only where everything is measured. */
  besides?: Besides
}

export interface Place {
  stack: AsyncDisposableStack
  folder: string
  tasks: number
}

/** @param version Another program than this one's, and what it is called. */
export async function almanac(
  { stack, folder, tasks }: Place,
  env: Record<string, string>,
  version: { name: string; main?: string },
): Promise<Contender> {
  const { name, main } = version
  const own = emptyFolder(folder, name)
  const settings = { DATA_DIR: own, ...env }
  const filling = await startAlmanac(settings, main)
  const organization = await fillOrganization(filling.url, tasks)
  await filling.end('SIGTERM')
  await filling[Symbol.asyncDispose]()
  const disk = env.DATABASE_URL ? await sizeOfDatabase(env.DATABASE_URL) : sizeOf(own)
  const start = (rest_ms: number) =>
    started([main ?? MAIN, 'serve'], { ...settings, PORT: '0', HOST: '127.0.0.1' }, rest_ms)
  const start_ms = await medianOfStarts(async () => (await start(0)).ms)
  const idle = (await start(SETTLED_MS)).own
  const server = stack.use(await startAlmanac(settings, main))
  const rows = await almanacRows(server.url, organization, tasks, `${own}.tokens`)
  const renew = () => signInAgain(server.url, Object.values(organization))
  return { name, pid: server.pid, rows, renew, besides: { start_ms, idle, disk } }
}

/**
 * @param filled A folder with all tasks, which stays as it is. Committing as PocketBase ships, only its
 * writes are measured.
 */
export async function pocketbase(
  { stack, folder, tasks }: Place,
  program: string,
  filled: string,
  synchronous: Synchronous,
): Promise<Contender> {
  const own = emptyFolder(folder, `pocketbase-${synchronous}`)
  cpSync(filled, own, { recursive: true })
  const disk = sizeOf(own)
  const options = { program, folder: own, synchronous }
  const tokens = `${own}.tokens`
  if (synchronous === 'NORMAL') {
    const { url, pid } = stack.use(await startPocketbase(options))
    const rows = pocketbaseWriteRows(url, await signInPeople(url), tokens)
    return { name: 'PocketBase as it ships', pid, rows }
  }
  const start_ms = await medianOfStarts(async () => {
    await using server = await startPocketbase(options)
    return server.ms
  })
  const { url, pid } = stack.use(await startPocketbase(options))
  await Bun.sleep(SETTLED_MS)
  const idle = privateMemory(pid)
  const rows = await pocketbaseRows(url, await signInPeople(url), tasks, tokens)
  return { name: 'PocketBase', pid, rows, besides: { start_ms, idle, disk } }
}

async function medianOfStarts(start: () => Promise<number>): Promise<number> {
  const all: number[] = []
  for (let i = 0; i < STARTS; i += 1) all.push(await start())
  return median(all)
}

function emptyFolder(folder: string, name: string): string {
  const path = join(folder, name.replaceAll('/', '-'))
  mkdirSync(path)
  return path
}

function sizeOf(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile())
  return files.reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).size, 0)
}

async function sizeOfDatabase(url: string): Promise<number> {
  const sql = postgres(url, { max: 1 })
  const [row] = await sql`select pg_database_size(current_database()) as bytes`
  await sql.end()
  return Number(row?.bytes)
}
