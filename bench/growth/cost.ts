/** What one request costs the server's process, asked by one connection, one after the other. */
import { totalTime } from '../cpu.ts'
import { median, percentile } from '../measure.ts'

const TIMES = 20
/** What a process does once, and what it keeps from then on, are not measured. */
const WARM_UP = 5
/** Until what comes after an answer, such as its line in the log, is done. */
const SETTLED_MS = 3
/** What else runs makes it more and never less: of the core's time the lower quartile says most. */
const LOW = 25

export interface Cost {
  /** Milliseconds of all threads, and of the whole request. */
  cpu: number
  p50: number
}

export interface Question {
  name: string
  /** What is not measured, such as a change after which everything is read anew. */
  before?: () => Promise<unknown>
  ask: (time: number) => Promise<unknown>
}

/** A server that has so much, and what it is asked. */
export interface Subject {
  pid: number
  questions: Question[]
}

/** @returns By question, what it costs each of those that are asked the same, in turns. */
export async function costsOf(subjects: Subject[]): Promise<Map<string, Cost[]>> {
  const costs = new Map<string, Cost[]>()
  const names = subjects[0]?.questions.map(({ name }) => name) ?? []
  for (const [i, name] of names.entries()) {
    const all: Cost[][] = subjects.map(() => [])
    for (let time = 0; time < WARM_UP + TIMES; time += 1) {
      for (const [j, { pid, questions }] of subjects.entries()) {
        const question = questions[i]
        if (question) all[j]?.push(await costOf(pid, question, time))
      }
    }
    costs.set(
      name,
      all.map((some) => middleOf(some.slice(WARM_UP))),
    )
  }
  return costs
}

async function costOf(pid: number, { before, ask }: Question, time: number): Promise<Cost> {
  await before?.()
  await Bun.sleep(SETTLED_MS)
  const spent = totalTime(pid)
  const askedAt = performance.now()
  await ask(time)
  const p50 = performance.now() - askedAt
  await Bun.sleep(SETTLED_MS)
  return { cpu: totalTime(pid) - spent, p50 }
}

function middleOf(all: Cost[]): Cost {
  return {
    cpu: percentile(
      all.map(({ cpu }) => cpu),
      LOW,
    ),
    p50: median(all.map(({ p50 }) => p50)),
  }
}
