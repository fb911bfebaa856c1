/**
 * To which trace a caller says that a request belongs: the headers `traceparent` and `tracestate`
 * (https://www.w3.org/TR/trace-context/).
 *
 * Promises: what is not well-formed begins a new trace, and whatever a header holds, no more than ids and
 * a well-formed list of at most 512 characters comes out of it.
 */
export interface TraceParent {
  /** 32 hexadecimal digits in small letters. */
  trace_id: string
  /** 16 of them. */
  span_id: string
  is_sampled: boolean
  /** What tracing systems before us have noted, in their own forms; most often empty. */
  trace_state: string
}

const TRACEPARENT = /^([\da-f]{2})-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(-.*)?$/
const NOTHING = /^0+$/
const SAMPLED = 1

const LONGEST_STATE = 512
const MOST_MEMBERS = 32
const MEMBER =
  /^[a-z\d][a-z\d_\-*/@]{0,255}=[\x20-\x2b\x2d-\x3c\x3e-\x7e]{0,255}[\x21-\x2b\x2d-\x3c\x3e-\x7e]$/

/** `null` where there is none, or none that is well-formed. */
export function traceParentOf(headers: Headers): TraceParent | null {
  const given = headers.get('traceparent')
  const parts = given === null ? null : TRACEPARENT.exec(given)
  if (!parts) return null
  const [, version = '', trace_id = '', span_id = '', flags = '', more] = parts
  // Later versions may say more; the first may not.
  if (version === 'ff' || (version === '00' && more !== undefined)) return null
  if (NOTHING.test(trace_id) || NOTHING.test(span_id)) return null
  const is_sampled = (Number.parseInt(flags, 16) & SAMPLED) !== 0
  return { trace_id, span_id, is_sampled, trace_state: stateOf(headers.get('tracestate') ?? '') }
}

function stateOf(given: string): string {
  if (given === '' || given.length > LONGEST_STATE) return ''
  const members = given
    .split(',')
    .map((member) => member.trim())
    .filter((member) => member !== '')
  return members.length <= MOST_MEMBERS && members.every((one) => MEMBER.test(one)) ? members.join(',') : ''
}
