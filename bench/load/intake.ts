/** Reports events for a while: each connection sends its next batch when the last is acknowledged. */
export interface Options {
  url: string
  token: string
  connections: number
  /** Events in a request. */
  batch: number
  people: number
  seconds: number
}

const { url, token, connections, batch, people, seconds }: Options = JSON.parse(process.argv[2] ?? '')
const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
const latencies: number[] = []
const startedAt = performance.now()
const endsAt = startedAt + seconds * 1000
let accepted = 0

await Promise.all(Array.from({ length: connections }, send))
const elapsed = (performance.now() - startedAt) / 1000
latencies.sort((a, b) => a - b)
const at = (share: number) => latencies[Math.ceil(share * latencies.length) - 1]
console.log(JSON.stringify({ accepted, rate: accepted / elapsed, p50_ms: at(0.5), p99_ms: at(0.99) }))

async function send(): Promise<void> {
  while (performance.now() < endsAt) {
    const events = Array.from({ length: batch }, madeUpEvent)
    const body = JSON.stringify(batch === 1 ? events[0] : events)
    const sentAt = performance.now()
    const answer = await fetch(url, { method: 'POST', headers, body })
    const result = (await answer.json()) as { accepted: number }
    latencies.push(performance.now() - sentAt)
    if (answer.status !== 200 || result.accepted !== batch) {
      throw new Error(`${answer.status}: ${JSON.stringify(result).slice(0, 500)}`)
    }
    accepted += batch
  }
}

/** Without an instant: it happens now. */
function madeUpEvent() {
  return {
    id: Bun.randomUUIDv7(),
    person: `person-${Math.floor(Math.random() * people)}`,
    verb: 'document.edited',
    core: true,
  }
}
