import { AppError } from '../../lib/app-error.ts'

/** What became, or would have become, of one of many. */
export interface BulkResult {
  index: number
  id?: string | undefined
  status: number
  code?: string
  detail?: string
}

export class BulkRefusedError extends AppError {
  constructor(results: BulkResult[]) {
    const refused = results.filter(({ code }) => code !== undefined).length
    super(
      422,
      'bulk_refused',
      `Nothing was written: of ${results.length} tasks ${refused} cannot be taken. \`results\` says which, and why.`,
      { results },
    )
  }
}
