/**
 * The public board as everybody is served it: its list and a job, as JSON and as pages, kept, against bare
 * `Bun.serve` with the same bytes. Rates and what a request costs the thread that answers.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cpuTime } from './cpu.ts'
import { SERVER_CORE, startAlmanac, startReference, temporaryFolder } from './machine.ts'
import { medianOf, perSecond, printTable, share, takeTurns } from './measure.ts'
import { signUp } from './people.ts'
import { wrk } from './wrk.ts'

const CONNECTIONS = 64
const SECONDS = 2
const JOBS = 30

export default async function board(): Promise<void> {
  using folder = temporaryFolder()
  await using almanac = await startAlmanac()
  const rows: string[][] = []
  for (const [name, path] of Object.entries(await prepare(almanac.url))) {
    const body = await (await fetch(almanac.url + path)).text()
    const file = join(folder.path, 'body')
    writeFileSync(file, body)
    await using bare = await startReference([process.execPath, BARE], { BODY: file })
    const measured = (server: { url: string; pid: number }) => async () => {
      const before = cpuTime(server.pid).main
      const load = { url: server.url + path, connections: CONNECTIONS, seconds: SECONDS }
      const { rate, count } = await wrk(load)
      return { rate, us: ((cpuTime(server.pid).main - before) * 1000) / count }
    }
    const contenders = { bare: measured(bare), almanac: measured(almanac) }
    // What was compiled last is not fast yet.
    await takeTurns(contenders, 2)
    const results = await takeTurns(contenders)
    const ceiling = results.bare
    rows.push([
      name,
      `${body.length.toLocaleString('en')} bytes`,
      perSecond(medianOf(results.almanac, ({ rate }) => rate)),
      share(medianOf(results.almanac, ({ rate }, round) => rate / (ceiling[round]?.rate ?? Number.NaN))),
      `${medianOf(ceiling, ({ us }) => us).toFixed(1)} µs`,
      `${medianOf(results.almanac, ({ us }) => us).toFixed(1)} µs`,
    ])
  }
  printTable(
    `board: kept, ${CONNECTIONS} connections, server on ${SERVER_CORE.join(' ')}`,
    ['what', 'size', 'rate', 'share of bare', 'CPU of bare', 'CPU'],
    rows,
  )
}

const BARE = join(import.meta.dir, 'references/bare.ts')

/** A board with jobs. @returns What is asked for. */
async function prepare(url: string): Promise<Record<string, string>> {
  const { token } = await signUp(url)
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const jobs = Array.from({ length: JOBS }, (_, i) => ({
    title: `Gardener ${i}`,
    description: '# What you do\n\nTend the **roses**.\n\n'.repeat(10),
    location: 'Berlin',
    status: 'open',
  }))
  const made = await fetch(`${url}/api/v1/jobs/bulk`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ jobs }),
  })
  const [job] = ((await made.json()) as { jobs: { id: string; slug: string }[] }).jobs
  const organization = await fetch(`${url}/api/v1/organization`, { headers })
  const { slug } = (await organization.json()) as { slug: string }
  return {
    'list, JSON': `/api/v1/board/${slug}/jobs`,
    'job, JSON': `/api/v1/board/${slug}/jobs/${job?.id}`,
    'list, page': `/board/${slug}`,
    'job, page': `/board/${slug}/${job?.slug}`,
  }
}
