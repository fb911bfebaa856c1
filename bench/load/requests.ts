/** Sends one request again and again: each connection its next when the last is answered. */
export interface Options {
  url: string
  method: string
  /** Nobody's when left out. */
  token?: string
  /** JSON in which `{n}` is a number that comes once. */
  body?: string
  connections: number
  seconds: number
}

export interface Sent {
  count: number
  /** Requests a second. */
  rate: number
  p50_ms: number
  p99_ms: number
  /** Answered with anything but 2xx. */
  errors: number
}

const { url, method, token, body, connections, seconds }: Options = JSON.parse(process.argv[2] ?? '')
const headers = {
  ...(token && { authorization: `Bearer ${token}` }),
  ...(body && { 'content-type': 'application/json' }),
}
const latencies: number[] = []
const startedAt = performance.now()
const endsAt = startedAt + seconds * 1000
let sent = 0
let errors = 0

await Promise.all(Array.from({ length: connections }, send))
const elapsed = (performance.now() - startedAt) / 1000
latencies.sort((a, b) => a - b)
const at = (share: number) => latencies[Math.ceil(share * latencies.length) - 1] ?? Number.NaN
const result: Sent = {
  count: latencies.length,
  rate: latencies.length / elapsed,
  p50_ms: at(0.5),
  p99_ms: at(0.99),
  errors,
}
console.log(JSON.stringify(result))

async function send(): Promise<void> {
  while (performance.now() < endsAt) {
    sent += 1
    const own = body?.replaceAll('{n}', `${process.pid}-${sent}`)
    const sentAt = performance.now()
    const answer = await fetch(url, { method, headers, ...(own && { body: own }) })
    await answer.text()
    latencies.push(performance.now() - sentAt)
    if (!answer.ok) errors += 1
  }
}
