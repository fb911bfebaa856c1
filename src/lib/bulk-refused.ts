/** Many in one request, of which none is taken: what is said of each. */
import { AppError } from './app-error.ts'

/** What became, or would have become, of one of many. */
export interface BulkResult {
  index: number
  id?: string | undefined
  status: number
  code?: string
  detail?: string
}

export class BulkRefusedError extends AppError {
  /** @param things What they are, as more than one of them is called. */
  constructor(things: string, results: BulkResult[]) {
    const refused = results.filter(({ code }) => code !== undefined).length
    super(
      422,
      'bulk_refused',
      `Nothing was written: of ${results.length} ${things} ${refused} cannot be taken. \`results\` says which, and why.`,
      { results },
    )
  }
}

/** @param ids Of those that there are already, in their order. @param fault `null` where it could be taken. */
export function bulkResult(fault: AppError | null, index: number, ids?: readonly string[]): BulkResult {
  const which = { index, ...(ids && { id: ids[index] }) }
  if (fault === null) return { ...which, status: ids ? 200 : 201 }
  return { ...which, status: fault.status, code: fault.code, detail: fault.message, ...fault.details }
}
