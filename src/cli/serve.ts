import { createApp } from '../app.ts'
import { createContext } from '../context.ts'
import { schedule } from '../http/schedule.ts'
import { hasUsers } from '../modules/auth/queries.ts'
import { startLogging } from '../operations/logging.ts'
import type { Call, Command } from './command.ts'

/** Seconds without a byte before a connection is closed; a long import is never that quiet. */
const IDLE_SECONDS = 120
/** How long requests in flight may take once a stop was asked for: `docker stop` kills after 10 s. */
const GRACE_MS = 8_000
/** What shells say of a process that a signal ended. */
const EXIT_CODES = { SIGTERM: 143, SIGINT: 130 } as const

export const serve: Command = {
  summary: 'run the server (what "start" does)',
  usage: 'almanac serve',
  options: {},
  run: runServer,
}

async function runServer({ config }: Call): Promise<number> {
  // From here on: a migration that is asked to stop ends first.
  const stopped = stopSignal()
  await using logging = await startLogging(config)
  await using context = await createContext(config, { accessLog: logging.accessLog })
  const app = createApp(context).use(schedule(context.cron))
  app.listen({
    port: config.port,
    hostname: config.host,
    idleTimeout: IDLE_SECONDS,
    // Else a second server on the port would take half of the requests, and nobody would notice.
    reusePort: false,
    // Else Bun shows a page of its own, with the source, where something breaks beneath us.
    development: false,
    // Imports may have any length and are read as they come; other bodies have their own limit.
    maxRequestBodySize: Number.MAX_SAFE_INTEGER,
  })
  const address = `http://${config.host === '0.0.0.0' ? 'localhost' : config.host}:${app.server?.port}`
  const isFirstRun = !(await context.db.instance.read(hasUsers))
  console.log(greeting(address, context.db.engine, isFirstRun))
  await stopped
  // Who asks twice will not wait.
  void stopSignal().then((signal) => process.exit(EXIT_CODES[signal]))
  await stopGracefully(app)
  return 0
}

/**
 * Takes no new requests, closes the connections that wait for one, and lets those in flight finish.
 * Whatever is not done when the time is over is cut off. An import that this happens to keeps what
 * it has reported; sent again, nothing counts twice.
 */
async function stopGracefully(app: { stop(closeActive?: boolean): Promise<unknown> }): Promise<void> {
  const deadline = setTimeout(() => void app.stop(true), GRACE_MS)
  await app.stop()
  clearTimeout(deadline)
}

function greeting(address: string, engine: string, isFirstRun: boolean): string {
  const lines = [`Almanac is ready on ${engine}: ${address}`]
  if (isFirstRun) {
    lines.push(`First run, make the first account here: ${address}/docs#/Identity/postApiV1AuthSignup`)
    lines.push('Or look around first: "bun run almanac demo" makes organizations with real histories.')
  }
  return lines.join('\n')
}

function stopSignal(): Promise<keyof typeof EXIT_CODES> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(signal))
  })
}
