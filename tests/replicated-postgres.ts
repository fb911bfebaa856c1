/**
 * A Postgres server with a replica of it, for one test file: a standby that streams what the primary writes.
 * Both are of the package; where that is missing, `canReplicate` is false.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asUser, freePort, makeCluster, programs, startServer } from './postgres-server.ts'

export const canReplicate = process.platform === 'linux' && process.arch === 'x64'

const SETTINGS = [
  ...['fsync=off', 'full_page_writes=off', 'wal_level=replica', 'wal_keep_size=256MB'],
  ...['checkpoint_timeout=1h', 'autovacuum=off', 'plan_cache_mode=force_generic_plan'],
  // Who reads what the primary locks or deletes is in the way that soon.
  ...['max_standby_streaming_delay=300ms', 'wal_retrieve_retry_interval=100ms'],
]

export interface ReplicatedPostgres extends AsyncDisposable {
  primaryUrl: string
  /** The same at each start. */
  replicaUrl: string
  stopReplica(): Promise<void>
  startReplica(): Promise<void>
}

export async function replicatedPostgres(): Promise<ReplicatedPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'almanac-postgres-'))
  const bin = programs(folder)
  const data = makeCluster(bin, join(folder, 'data'))
  // Before it has ever run, a copy of the folder is as good as a base backup.
  const copy = join(folder, 'replica')
  spawnSync(...asUser('cp', ['-r', data, copy]))
  spawnSync(...asUser('touch', [join(copy, 'standby.signal')]))
  const primary = await startServer(bin, data, SETTINGS)
  const follows = `primary_conninfo=host=127.0.0.1 port=${primary.port} user=postgres`
  const port = await freePort()
  const start = () => startServer(bin, copy, [...SETTINGS, follows], port)
  let replica: Awaited<ReturnType<typeof start>> | undefined = await start()
  const stopReplica = async () => {
    await replica?.stop()
    replica = undefined
  }
  return {
    primaryUrl: primary.url,
    replicaUrl: replica.url,
    stopReplica,
    startReplica: async () => {
      replica = await start()
    },
    async [Symbol.asyncDispose]() {
      await stopReplica()
      await primary.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
