import type { Config } from '../../config/env.ts'
import type { Finding } from '../health/check.ts'

const PATIENCE_MS = 2_000

/** Whether one runs on this machine where the configuration says. */
export async function examineServer({ port, host }: Config): Promise<Finding> {
  if (port === 0) return { state: 'unknown', detail: 'PORT is 0: nobody knows where a server listens.' }
  const address = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  const where = `http://${address.includes(':') ? `[${address}]` : address}:${port}`
  const signal = AbortSignal.timeout(PATIENCE_MS)
  const answer = await fetch(`${where}/api/v1/health/ready`, { signal }).catch(() => null)
  if (!answer) return { state: 'unknown', detail: `None answers at ${where}. "almanac serve" runs one.` }
  if (answer.ok) return { state: 'ok', detail: `One runs at ${where}, and is ready.` }
  return {
    state: 'failed',
    detail: `What answers at ${where} is not ready: ${answer.status}. Its log says why.`,
  }
}
