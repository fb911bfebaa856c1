/** What nearly everybody needs, so that nobody imports the whole context for its type. */
import type { ResponseCache } from './cache/cache.ts'
import type { Serialised } from './cache/serialised.ts'
import type { Config } from './config/env.ts'
import type { Database } from './db/database.ts'
import type { NewId } from './lib/ids.ts'
import type { Cursors } from './lib/paging/cursors.ts'
import type { Clock } from './lib/time/clock.ts'

export interface Base {
  readonly config: Config
  readonly clock: Clock
  readonly newId: NewId
  readonly db: Database
  readonly cache: ResponseCache<Serialised>
  readonly cursors: Cursors
}
