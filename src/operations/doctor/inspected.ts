import type { Inspection } from '../../db/inspect.ts'
import type { StartError } from '../../lib/start-error.ts'

/** What the database is; `null` where there is none yet; or why it cannot be looked at. */
export type Inspected = Inspection | null | StartError
