/**
 * Runs a command of Almanac: from the one file that was made of its sources, or where there is none of
 * just these, from the sources. A server that was started so makes it for the next start.
 */
import { setPriority } from 'node:os'
import { join } from 'node:path'
import { freshBundle } from './bundle.ts'

/** Who has just started it looks at it first. */
const LATER_MS = 10_000
const LOWEST = 19

const bundle = freshBundle()
await import(bundle ?? '../src/main.ts')
if (!bundle && process.argv[2] === 'serve') setTimeout(bundleForNextTime, LATER_MS).unref()

/** Where nothing can be written, each start is from the sources. */
function bundleForNextTime(): void {
  const child = Bun.spawn([process.execPath, join(import.meta.dir, 'bundle.ts')], {
    stdio: ['ignore', 'ignore', 'ignore'],
  })
  setPriority(child.pid, LOWEST)
  child.unref()
}
