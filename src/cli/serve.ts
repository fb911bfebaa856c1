import { createApp } from '../app.ts'
import { createContext } from '../context.ts'
import { schedule } from '../http/schedule.ts'
import { hasUsers } from '../modules/auth/queries.ts'
import { startLogging } from '../operations/logging.ts'
import type { Call, Command } from './command.ts'

/** Seconds without a byte before a connection is closed; a long import is never that quiet. */
const IDLE_SECONDS = 120

export const serve: Command = {
  summary: 'run the server (what "start" does)',
  usage: 'almanac serve',
  options: {},
  run: runServer,
}

async function runServer({ config }: Call): Promise<number> {
  await using logging = await startLogging(config)
  await using context = await createContext(config, { accessLog: logging.accessLog })
  const app = createApp(context).use(schedule(context.cron))
  app.listen({
    port: config.port,
    hostname: config.host,
    idleTimeout: IDLE_SECONDS,
    // Imports may have any length and are read as they come; other bodies have their own limit.
    maxRequestBodySize: Number.MAX_SAFE_INTEGER,
  })
  const address = `http://${config.host === '0.0.0.0' ? 'localhost' : config.host}:${app.server?.port}`
  const isFirstRun = !(await context.db.instance.read(hasUsers))
  console.log(greeting(address, context.db.engine, isFirstRun))
  await stopSignal()
  // Takes no new requests and lets those in flight finish.
  await app.stop()
  return 0
}

function greeting(address: string, engine: string, isFirstRun: boolean): string {
  const lines = [`Almanac is ready on ${engine}: ${address}`]
  if (isFirstRun) {
    lines.push(`First run, make the first account here: ${address}/docs#/Identity/postApiV1AuthSignup`)
    lines.push('Or look around first: "bun run almanac demo" makes organizations with real histories.')
  }
  return lines.join('\n')
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve())
    process.once('SIGINT', () => resolve())
  })
}
