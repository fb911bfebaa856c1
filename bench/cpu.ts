/** What a process has spent of its cores: no rate, so that it says the same on a busy machine. */
import { readdirSync, readFileSync } from 'node:fs'

/** In milliseconds. */
export interface CpuTime {
  /** Of the thread that answers. */
  main: number
  /** Of the collector, the compiler and the workers. */
  others: number
}

/** Since the process began; what threads have spent that have ended is not in it. */
export function cpuTime(pid: number): CpuTime {
  let [main, others] = [0, 0]
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const spent = threadTime(pid, thread)
    if (thread === `${pid}`) main = spent
    else others += spent
  }
  return { main, others }
}

function threadTime(pid: number, thread: string): number {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]) / 1e6
  } catch {
    // It has ended meanwhile.
    return 0
  }
}
