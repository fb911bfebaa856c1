/** What can happen to a database, a network, a disk or a process: each strikes once, and is over when it returns. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import postgres from 'postgres'
import type { Engine } from '../app.ts'
import { clocksMissing, forgetClock, freeze, setClock, withOwnClock } from './clocks.ts'
import type { Place } from './place.ts'

export interface Fault {
  engines: readonly Engine[]
  strike(place: Place): Promise<void>
  /** Why it cannot be played on this machine. */
  missing?(): Promise<string | undefined>
  /** What the environment of a server has besides. */
  env?(folder: string, server: number): Record<string, string>
  /** Takes away what is left of a server that has ended. */
  forget?(pid: number): void
  /** A folder of its own for the data. */
  folder?(): Promise<{ path: string; remove(): Promise<void> }>
}

const BOTH = ['sqlite', 'postgres'] as const
const DISK_MB = 48
/** Longer than anybody is to wait for an answer. */
const LOCKED_MS = 14_000
/** A wait that went by the clock would be one without end. */
const FROZEN_MS = 14_000

export const FAULTS: Record<string, Fault> = {
  none: { engines: BOTH, strike: () => Bun.sleep(500) },
  kill: {
    engines: BOTH,
    async strike(place) {
      await Bun.sleep(Math.random() * 1500)
      await place.restart(random(place.servers.length))
    },
  },
  stop: {
    engines: BOTH,
    async strike({ servers }) {
      const { pid } = servers[random(servers.length)] ?? {}
      if (!pid) return
      process.kill(pid, 'SIGSTOP')
      await Bun.sleep(3_000)
      process.kill(pid, 'SIGCONT')
      await Bun.sleep(1_500)
    },
  },
  clock: {
    engines: BOTH,
    missing: async () => clocksMissing(),
    env: withOwnClock,
    forget: forgetClock,
    async strike({ folder, servers }) {
      const server = random(servers.length)
      freeze(folder, server)
      await Bun.sleep(FROZEN_MS)
      // Behind by minutes, ahead by minutes, right again.
      for (const seconds of [-600, 600, 0]) {
        setClock(folder, server, seconds)
        await Bun.sleep(4_000)
      }
    },
  },
  terminate: {
    engines: ['postgres'],
    async strike({ databaseUrl }) {
      await Bun.sleep(250)
      await outside(databaseUrl, async (sql) => {
        await sql`select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid() and random() < 0.5`
      })
    },
  },
  swallow: {
    engines: ['postgres'],
    async strike({ network }) {
      network?.swallow()
      await Bun.sleep(3_000)
      network?.pass()
      await Bun.sleep(3_000)
    },
  },
  lock: {
    engines: BOTH,
    async strike({ engine, databaseUrl }) {
      if (engine === 'sqlite') return lockFile(databaseUrl, LOCKED_MS)
      await outside(databaseUrl, async (sql) => {
        await sql.begin(async (tx) => {
          await tx`lock table tasks in access exclusive mode`
          await Bun.sleep(LOCKED_MS)
        })
      })
      await Bun.sleep(1_000)
    },
  },
  disk: {
    engines: ['sqlite'],
    missing: async () => {
      if (process.getuid?.() !== 0) return 'only root may mount a small disk'
      const disk = await smallDisk().catch(() => undefined)
      await disk?.remove()
      return disk ? undefined : 'no small disk can be mounted here'
    },
    folder: smallDisk,
    async strike({ folder }) {
      const filler = join(folder, 'filler')
      try {
        writeFileSync(filler, Buffer.alloc(DISK_MB * 2 ** 20))
      } catch {
        // Full: what was meant.
      }
      await Bun.sleep(2_000)
      rmSync(filler, { force: true })
      await Bun.sleep(1_500)
    },
  },
}

function random(below: number): number {
  return Math.floor(Math.random() * below)
}

async function outside(url: string, work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await work(sql)
  } finally {
    await sql.end({ timeout: 1 })
  }
}

async function lockFile(path: string, ms: number): Promise<void> {
  const db = new Sqlite(path, { timeout: 2_000 })
  try {
    db.exec('begin immediate')
    await Bun.sleep(ms)
    db.exec('rollback')
  } catch {
    // The servers were quicker: another time.
  } finally {
    db.close()
  }
  await Bun.sleep(1_000)
}

async function smallDisk() {
  const path = mkdtempSync(join(tmpdir(), 'almanac-disk-'))
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MB}m`, 'almanac-test', path])
  if (mounted.status !== 0) {
    rmSync(path, { recursive: true })
    throw new Error(`no small disk: ${mounted.stderr}`)
  }
  return {
    path,
    async remove() {
      spawnSync('umount', ['-l', path])
      rmSync(path, { recursive: true, force: true })
    },
  }
}
