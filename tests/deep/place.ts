/** Where faults strike: a database, the network to it, and the servers on it, as many as the engine takes. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { Engine } from '../app.ts'
import { type FaultyNetwork, faultyNetwork } from '../faulty-network.ts'
import { postgresServer } from '../postgres-server.ts'
import { runAlmanac, type ServerProcess, startServer } from '../server-process.ts'
import { copySqliteTemplate } from '../sqlite-template.ts'
import type { Fault } from './fault-kinds.ts'

const SERVERS = { sqlite: 1, postgres: 2 }

export interface Place extends AsyncDisposable {
  readonly engine: Engine
  readonly folder: string
  /** The database, past the network that breaks. */
  readonly databaseUrl: string
  readonly network: FaultyNetwork | undefined
  /** Where requests may go now. */
  readonly servers: readonly ServerProcess[]
  /** Kills one of the servers, and starts another in its place. */
  restart(index: number): Promise<void>
  /** Everything works again. */
  mend(): Promise<void>
  /** That the file is sound, and that all rollups equal a recount. */
  isSound(): Promise<boolean>
}

export async function startPlace(
  engine: Engine,
  fault: Pick<Fault, 'folder' | 'env' | 'forget'>,
): Promise<Place> {
  const own = await fault.folder?.()
  const folder = own?.path ?? mkdtempSync(join(tmpdir(), 'almanac-faults-'))
  const file = join(folder, 'almanac.sqlite')
  const postgres = engine === 'postgres' ? await postgresServer() : undefined
  if (!postgres) copySqliteTemplate(file)
  const databaseUrl = (await postgres?.createDatabase()) ?? file
  const network = postgres && (await faultyNetwork(databaseUrl))
  const direct = { DATA_DIR: folder, RATE_LIMITS: 'off', ...(postgres && { DATABASE_URL: databaseUrl }) }
  const envOf = (server: number) => ({
    ...direct,
    ...(network && { DATABASE_URL: network.url }),
    ...fault.env?.(folder, server),
  })
  const servers: ServerProcess[] = []
  for (let i = 0; i < SERVERS[engine]; i += 1) servers.push(await startServer({ env: envOf(i) }))
  const endOf = async (server: ServerProcess | undefined) => {
    await server?.[Symbol.asyncDispose]()
    if (server) fault.forget?.(server.pid)
  }
  const place: Place = {
    engine,
    folder,
    databaseUrl,
    network,
    servers,
    async restart(index) {
      await servers[index]?.end('SIGKILL')
      await endOf(servers[index])
      servers[index] = await startServer({ env: envOf(index) })
    },
    async mend() {
      network?.pass()
      network?.cut()
      for (const [index, server] of servers.entries()) {
        if (!(await isReadyWithin(server, 10_000))) await place.restart(index)
      }
    },
    async isSound() {
      if (engine === 'sqlite' && integrityOf(file) !== 'ok') return false
      return (await runAlmanac(['rollups', 'check'], { env: direct })).exitCode === 0
    },
    async [Symbol.asyncDispose]() {
      for (const server of servers) await endOf(server)
      await network?.[Symbol.asyncDispose]()
      await postgres?.dropDatabase(databaseUrl)
      if (own) await own.remove()
      else rmSync(folder, { recursive: true, force: true })
    },
  }
  return place
}

async function isReadyWithin(server: ServerProcess, ms: number): Promise<boolean> {
  const until = performance.now() + ms
  while (performance.now() < until) {
    const answer = await fetch(`${server.url}/api/v1/health/ready`, {
      signal: AbortSignal.timeout(2_000),
    }).catch(() => null)
    if (answer?.ok) return true
    await Bun.sleep(200)
  }
  return false
}

function integrityOf(file: string): unknown {
  const db = new Sqlite(file)
  try {
    return db.pragma('integrity_check', { simple: true })
  } finally {
    db.close()
  }
}
