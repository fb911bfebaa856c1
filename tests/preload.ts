/** Runs before the first test: what all of them share ends with the last. */
import { afterAll } from 'bun:test'
import fc from 'fast-check'
import { captureLogs } from './log-lines.ts'
import { stopPostgresServer } from './postgres-server.ts'

/**
 * The same cases in each run, so that a change fails by what it changed. `FAST_CHECK_SEED=random`
 * looks for new ones, and a number brings those of an earlier run back.
 */
const { FAST_CHECK_SEED = '1' } = process.env
if (FAST_CHECK_SEED !== 'random') fc.configureGlobal({ seed: Number(FAST_CHECK_SEED) })

await captureLogs()

afterAll(async () => {
  await stopPostgresServer()
})
