import { createApp } from '../app.ts'
import type { Config } from '../config/env.ts'
import { type Context, createContext } from '../context.ts'
import { listen } from '../http/listen.ts'
import { startSchedule } from '../http/schedule.ts'
import { endsWithin } from '../lib/ends-within.ts'
import { makeFolder } from '../lib/writable-folder.ts'
import { hasAdministrators } from '../modules/auth/queries.ts'
import { assertSameSecret } from '../operations/instance-secret.ts'
import { startLogging } from '../operations/logging/logging.ts'
import { WebhookSender } from '../webhooks/sender.ts'
import type { Call, Command } from './command.ts'

/** How long requests in flight may take once a stop was asked for: `docker stop` kills after 10 s. */
const GRACE_MS = 8_000
/** How long the whole end may take, whatever does not answer. */
const END_MS = 9_500
/** The same for what never served, and so has nothing to write. */
const ABANDON_MS = 3_000
/** Who waited for it asks at once: what was missed while nothing ran is looked for after them. */
const SCHEDULE_AFTER_MS = 500
/** A terminal signals all processes of a command, and what started us (`bun run`, `timeout`) passes its signal on. */
const SAME_SIGNAL_MS = 100
/** What shells say of a process that a signal ended. */
const EXIT_CODES = { SIGTERM: 143, SIGINT: 130 } as const

export const serve: Command = {
  summary: 'run the server (what "start" does)',
  usage: 'almanac serve',
  options: {},
  run: runServer,
}

async function runServer({ config }: Call): Promise<number> {
  const { stop, stopAtOnce } = stopSignals()
  const starting = start(config)
  // Nothing is in flight yet, and a migration that ends here leaves nothing of itself.
  const early = await Promise.race([stop, starting.then(() => null)])
  if (early) process.exit(EXIT_CODES[early])
  const server = await starting
  await stop
  void stopAtOnce.then((signal) => process.exit(EXIT_CODES[signal]))
  if (await endsWithin(END_MS, server.disposeAsync())) return 0
  console.error('Stopped before everything was written: something did not answer in time.')
  process.exit(1)
}

/**
 * @returns All that runs, to be ended in reverse.
 * @throws What keeps it from starting. Nothing is left running then.
 */
async function start(config: Config): Promise<AsyncDisposableStack> {
  const running = new AsyncDisposableStack()
  try {
    // Else the first to tell of it would be the first backup that fails, in the night.
    if (config.backup_dir !== undefined) makeFolder('BACKUP_DIR', config.backup_dir)
    const { accessLog, recentLines } = running.use(await startLogging(config))
    const context = running.use(await createContext(config, { accessLog, recentLines }))
    await assertSameSecret(context)
    const isFirstRun = !(await context.db.instance.read(hasAdministrators))
    const app = createApp(context)
    const address = listen(app, config)
    running.defer(() => stopGracefully(app, context))
    console.log(greeting(address, context.db.engine, isFirstRun))
    running.use(later(SCHEDULE_AFTER_MS, () => startSchedule(context.cron)))
    running.use(later(SCHEDULE_AFTER_MS, () => new WebhookSender(context)))
    return running
  } catch (error) {
    await endsWithin(ABANDON_MS, running.disposeAsync())
    throw error
  }
}

/** Begins something after a while, unless it was ended before. */
function later(ms: number, begin: () => AsyncDisposable): AsyncDisposable {
  let begun: AsyncDisposable | undefined
  const timer = setTimeout(() => {
    begun = begin()
  }, ms)
  return {
    async [Symbol.asyncDispose]() {
      clearTimeout(timer)
      await begun?.[Symbol.asyncDispose]()
    },
  }
}

/**
 * Takes no new requests, closes the connections that wait for one, and lets those in flight finish.
 * Whatever is not done when the time is over is cut off. An import that this happens to keeps what
 * it has reported; sent again, nothing counts twice.
 */
async function stopGracefully(
  app: { stop(closeActive?: boolean): Promise<unknown> },
  { live }: Pick<Context, 'live'>,
): Promise<void> {
  // These would go on for ever.
  live.stop()
  const deadline = setTimeout(() => void app.stop(true), GRACE_MS)
  await app.stop()
  clearTimeout(deadline)
}

function greeting(address: string, engine: string, isFirstRun: boolean): string {
  const lines = [`Almanac is ready on ${engine}: ${address}`]
  if (isFirstRun) {
    lines.push(`First run, make the first account here: ${address}/`)
    lines.push('Or look around first: "bun run almanac demo" makes organizations with all that a team has.')
  }
  return lines.join('\n')
}

/** Who asks twice will not wait. */
function stopSignals() {
  const first = Promise.withResolvers<keyof typeof EXIT_CODES>()
  const again = Promise.withResolvers<keyof typeof EXIT_CODES>()
  let askedAt: number | undefined
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      askedAt ??= performance.now()
      first.resolve(signal)
      if (performance.now() - askedAt > SAME_SIGNAL_MS) again.resolve(signal)
    })
  }
  return { stop: first.promise, stopAtOnce: again.promise }
}
