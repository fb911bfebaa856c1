/**
 * What nobody caught. Left alone, the runtime prints such an error with all its properties, among them
 * the values of a query that failed.
 */
import { describeError, errorText } from '../lib/describe-error.ts'

/** An exception ends the process, for nobody knows what it left half done; a promise that nobody waited for does not. */
export function tellUnhandledErrors(): void {
  process.on('unhandledRejection', (error) => tell('Nobody waited for what failed', error))
  process.on('uncaughtException', (error) => {
    tell('The process ends, nobody caught this', error)
    process.exit(1)
  })
}

function tell(what: string, error: unknown): void {
  console.error(`${what}: ${errorText(describeError(error))}`)
}
