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

const LOOK_AGAIN_MS = 2_000
/** Of a core: what a process spends that does nothing but watch. */
const NEXT_TO_NOTHING = 0.05
const LONGEST_WORK_MS = 600_000

/** Until a process does nothing by itself any more: one that starts runs its jobs first. @throws after ten minutes */
export async function untilIdle(pid: number): Promise<void> {
  const until = performance.now() + LONGEST_WORK_MS
  for (let before = totalTime(pid); performance.now() < until; ) {
    await Bun.sleep(LOOK_AGAIN_MS)
    const now = totalTime(pid)
    if (now - before < NEXT_TO_NOTHING * LOOK_AGAIN_MS) return
    before = now
  }
  throw new Error('The process is still at work.')
}

/** Of all threads, in milliseconds. */
export function totalTime(pid: number): number {
  const { main, others } = cpuTime(pid)
  return main + others
}

function threadTime(pid: number, thread: string): number {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]) / 1e6
  } catch {
    // It has ended meanwhile.
    return 0
  }
}
