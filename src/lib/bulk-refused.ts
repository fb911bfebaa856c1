/** Many in one request, of which none is taken: what is said of each. */
import { AppError, InvalidValueError } from './app-error.ts'

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

/** Those that there are already, in the order of the request. */
export interface Known {
  ids: readonly string[]
  /** The status of one of them by itself where it is taken; 200 where nothing else is said. */
  taken?: number
}

/** @param fault `null` where it could be taken. */
export function bulkResult(fault: AppError | null, index: number, known?: Known): BulkResult {
  const which = { index, ...(known && { id: known.ids[index] }) }
  if (fault === null) return { ...which, status: known ? (known.taken ?? 200) : 201 }
  return { ...which, status: fault.status, code: fault.code, detail: fault.message, ...fault.details }
}

/** @throws InvalidValueError where the same stands before it. */
export function assertNamedOnce(ids: readonly string[], index: number): void {
  if (ids.indexOf(ids[index] ?? '') < index) throw new InvalidValueError('id', 'is here twice')
}
