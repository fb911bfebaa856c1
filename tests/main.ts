import { join } from 'node:path'

/** What a process of its own runs: the file that all tests share, made of these sources, or the sources. */
export const MAIN = process.env.TEST_MAIN ?? join(import.meta.dir, '../src/main.ts')

/** How `bun start` and the image run it: what runs a few times is not compiled, which takes a sixth of a start. */
export const SPARING = { BUN_JSC_thresholdForJITAfterWarmUp: '3000' }
