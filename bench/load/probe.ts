/**
 * Asks for each target a hundred times a second, whether or not the answers before have come, until
 * the end of its input. Latencies count from the moment at which the request was due.
 */
export interface Options {
  token: string
  targets: string[]
}

const INTERVAL_MS = 10

const { token, targets }: Options = JSON.parse(process.argv[2] ?? '')
const headers = { authorization: `Bearer ${token}` }
const latencies = Object.fromEntries(targets.map((target) => [target, [] as number[]]))
const underWay = new Set<Promise<void>>()

const startedAt = performance.now()
let asked = 0
const timer = setInterval(askThoseDue, 1)
for await (const _ of Bun.stdin.stream()) {
  // Nothing is said; its end is the sign.
}
clearInterval(timer)
await Promise.all(underWay)
console.log(
  JSON.stringify(Object.fromEntries(Object.entries(latencies).map(([url, ms]) => [url, summary(ms)]))),
)

function askThoseDue(): void {
  for (; startedAt + asked * INTERVAL_MS <= performance.now(); asked += 1) {
    for (const target of targets) ask(target, startedAt + asked * INTERVAL_MS)
  }
}

function ask(target: string, dueAt: number): void {
  const asking = fetch(target, { headers })
    .then(async (answer) => {
      await answer.text()
      if (answer.status !== 200) throw new Error(`${target}: ${answer.status}`)
      latencies[target]?.push(performance.now() - dueAt)
    })
    .finally(() => underWay.delete(asking))
  underWay.add(asking)
}

function summary(ms: number[]) {
  ms.sort((a, b) => a - b)
  const at = (share: number) => ms[Math.ceil(share * ms.length) - 1]
  return { count: ms.length, p50_ms: at(0.5), p99_ms: at(0.99), max_ms: at(1) }
}
