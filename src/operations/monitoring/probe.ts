/**
 * An application of its own on the same database, for asking every route without counting against
 * anybody's limits, in the log or in how requests go.
 */
export interface ProbedRoute {
  method: string
  path: string
  /** Whether it is for everybody. */
  isPublic: boolean
}

export interface Probe {
  routes: readonly ProbedRoute[]
  ask(request: Request): Promise<Response>
}

export interface Tried {
  method: string
  path: string
  /** What was sent. */
  tried: string
  expected: string
  status: number
  /** Of the problem, where there is one. */
  code: string | null
  duration_ms: number
  is_ok: boolean
}

export interface Attempt {
  method: string
  path: string
  tried: string
  expected: string
  headers?: Record<string, string>
  body?: string
  isExpected(status: number): boolean
}

/** Asks, and says what came. What throws was not answered: 0. */
export async function attempt(probe: Probe, wanted: Attempt): Promise<Tried> {
  const { method, path, tried, expected, headers = {}, body, isExpected } = wanted
  const begun = performance.now()
  const init = { method, headers, ...(body !== undefined && { body }) }
  const answer = await probe.ask(new Request(`http://localhost${path}`, init)).catch(() => null)
  const status = answer?.status ?? 0
  const code = await codeOf(answer)
  const duration_ms = Math.round((performance.now() - begun) * 10) / 10
  return { method, path, tried, expected, status, code, duration_ms, is_ok: isExpected(status) }
}

async function codeOf(answer: Response | null): Promise<string | null> {
  const text = (await answer?.text().catch(() => '')) ?? ''
  if (!answer?.headers.get('content-type')?.includes('problem+json')) return null
  return (JSON.parse(text) as { code?: string }).code ?? null
}
