/** Which part of a file a request asks for (RFC 9110, 14). Of several parts it is given the whole. */
import { AppError } from '../lib/app-error.ts'

export interface ByteRange {
  from: number
  /** The last byte of it. */
  to: number
}

export class RangeNotSatisfiableError extends AppError {
  constructor(size: number) {
    super(416, 'range_not_satisfiable', `There are ${size} bytes, and none in that range.`)
  }
}

/** @returns `null` where the whole is meant. @throws RangeNotSatisfiableError */
export function rangeOf(header: string | null, size: number): ByteRange | null {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? []
  if (first === undefined || last === undefined || (first === '' && last === '')) return null
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (last !== '' && first !== '' && Number(last) < Number(first)) return null
  if (from >= size) throw new RangeNotSatisfiableError(size)
  return { from, to }
}
