import type { Viewer } from '../../../access/viewer.ts'
import { toWire as wireOf } from '../../../lib/to-wire.ts'
import { mayReview } from '../rules.ts'
import type { JobRow } from './queries.ts'
import { withoutKeys } from './questions.ts'
import type { Job } from './schema.ts'

/** What knocks out is not for those who might apply. */
export function toWire(row: JobRow, viewer: Viewer): Job {
  const questions = mayReview(viewer, row) ? row.questions : withoutKeys(row.questions)
  return wireOf({ ...row, questions })
}
