/** Correlation: the same id in the answer, in every log line, and later in every job and delivery. */
import { AppError } from '../lib/app-error.ts'
import type { Span } from '../lib/tracing/span.ts'

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i
/** Services that call each other in a circle would go on for ever. */
const DEEPEST_CHAIN = 10

export class ChainTooDeepError extends AppError {
  constructor(depth: number) {
    super(
      400,
      'chain_too_deep',
      `X-Chain-Depth is ${depth}, and a chain of calls ends at ${DEEPEST_CHAIN}: are services calling each other in a circle?`,
    )
  }
}

export interface Correlation {
  correlation_id: string
  parent_correlation_id: string | null
  chain_depth: number
  request_id: string
  /** Of the request, where there are traces. */
  span?: Span | undefined
}

/** The caller's ids where they are UUIDs of version 4; a new correlation otherwise. */
export function correlationOf(headers: Headers): Correlation {
  const given = headers.get('x-correlation-id')
  const isValid = given !== null && UUID_V4.test(given)
  const parent = headers.get('x-parent-correlation-id')
  return {
    correlation_id: isValid ? given.toLowerCase() : crypto.randomUUID(),
    parent_correlation_id: parent !== null && UUID_V4.test(parent) ? parent.toLowerCase() : null,
    chain_depth: depthOf(headers.get('x-chain-depth')),
    request_id: nextRequestId(),
  }
}

export function isCorrelationId(text: string): boolean {
  return UUID_V4.test(text)
}

/** @throws ChainTooDeepError */
export function refuseDeepChain({ chain_depth }: Correlation): void {
  if (chain_depth > DEEPEST_CHAIN) throw new ChainTooDeepError(chain_depth)
}

function depthOf(text: string | null): number {
  return text !== null && /^\d{1,6}$/.test(text) ? Number(text) : 0
}

const process = crypto.randomUUID().slice(0, 18)
let count = 0

/** New for each request: a random part for the process, and a count. */
function nextRequestId(): string {
  count += 1
  return `${process}-${count}`
}
