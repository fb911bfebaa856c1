/**
 * The wall clocks of servers, one each, that can be stopped and set while they run: what a virtual
 * machine that is moved does, and a clock that is put right. libfaketime stands between the process and
 * the system; timers and `performance.now()` go on, as they do there.
 */
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const LIBRARY = `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu/faketime/libfaketimeMT.so.1`
const RIGHT = '+0'

/** Why no clock can be set here. */
export function clocksMissing(): string | undefined {
  return existsSync(LIBRARY) ? undefined : 'no libfaketime: apt-get install libfaketime'
}

/** What a server's environment needs. Its clock is right at first. */
export function withOwnClock(folder: string, server: number): Record<string, string> {
  say(folder, server, RIGHT)
  return {
    LD_PRELOAD: LIBRARY,
    FAKETIME_TIMESTAMP_FILE: clockOf(folder, server),
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    // What is not relative is a time in seconds, at which the clock stands still.
    FAKETIME_FMT: '%s',
    // Seconds until it is noticed; at once would cost each look at the clock a look at the file.
    FAKETIME_CACHE_DURATION: '1',
  }
}

/** What the library shares with children of the process stays there when that is killed. */
export function forgetClock(pid: number): void {
  for (const name of [`faketime_shm_${pid}`, `sem.faketime_sem_${pid}`]) {
    rmSync(join('/dev/shm', name), { force: true })
  }
}

export function freeze(folder: string, server: number): void {
  say(folder, server, `${Math.floor(Date.now() / 1000)}`)
}

/** @param seconds How far it is ahead from now on; negative for behind. */
export function setClock(folder: string, server: number, seconds: number): void {
  say(folder, server, seconds < 0 ? `${seconds}` : `+${seconds}`)
}

function clockOf(folder: string, server: number): string {
  return join(folder, `clock-${server}`)
}

/** Never half written. */
function say(folder: string, server: number, what: string): void {
  const path = clockOf(folder, server)
  writeFileSync(`${path}.new`, what)
  renameSync(`${path}.new`, path)
}
