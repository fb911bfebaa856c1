/** Work of a job on all organizations: those of one that fails do not keep the others waiting. */
import type { Base } from '../base.ts'
import { describeError, errorLine } from '../lib/describe-error.ts'
import { listOrganizationIds } from './queries.ts'

export interface Failures {
  /** How many organizations there are. */
  organizations: number
  failures: Error[]
}

/** Stops before the next one once `signal` is aborted; what `work` throws after that is no failure. */
export async function forEveryOrganization(
  { db }: Pick<Base, 'db'>,
  signal: AbortSignal,
  work: (organizationId: string) => Promise<void>,
): Promise<Failures> {
  const found = await db.instance.read((q) => listOrganizationIds(q))
  return forOrganizations(
    found.map(({ id }) => id),
    signal,
    work,
  )
}

/** The same for some of them. */
export async function forOrganizations(
  ids: readonly string[],
  signal: AbortSignal,
  work: (organizationId: string) => Promise<void>,
): Promise<Failures> {
  const failures: Error[] = []
  for (const id of ids) {
    if (signal.aborted) break
    try {
      await work(id)
    } catch (error) {
      if (signal.aborted) break
      // As a log may say it: of the message alone nobody knows any more what it may hold.
      const line = errorLine(describeError(error))
      failures.push(new Error(`organization ${id}: ${line}`, { cause: error }))
    }
  }
  return { organizations: ids.length, failures }
}

/**
 * What the job did, in words.
 *
 * @throws AggregateError that begins with them, where something failed.
 */
export function summaryOrFailure(summary: string, failures: Error[]): string {
  const [first] = failures
  if (first) throw new AggregateError(failures, `${summary}, ${failures.length} failed; ${first.message}`)
  return summary
}
