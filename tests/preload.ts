/** Runs before the first test: what all of them share ends with the last. */
import { afterAll } from 'bun:test'
import { stopPostgresServer } from './postgres-server.ts'

afterAll(async () => {
  await stopPostgresServer()
})
