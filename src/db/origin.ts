/**
 * On whose behalf something is written: what the log of changes says of each.
 *
 * It is no argument of every function: it belongs to the request, the run of a job or the command,
 * whatever these do. A write takes it where it is asked for, since a group of writers commits in the
 * context of the first of them.
 */
import { asWork, currentWork, type Work } from '../lib/current-correlation.ts'

export interface Origin extends Work {
  /** Who: `member:ID`, `api_key:ID`, `user:ID`, `job:NAME`, `command:NAME`, `anonymous` or `system`. */
  readonly actor: string
  /** Of a member: where they are one, and who they are to other organizations. */
  readonly abroad?: { home_id: string; actor: string }
  /** From where a request came. */
  readonly address?: string
  /** Of what an agent does. */
  readonly tool?: ThroughTool
}

/** The call of a tool, by which an agent does something on somebody's behalf. */
export interface ThroughTool {
  /** Of the call. */
  readonly id: string
  readonly name: string
  /** What the agent says it is: nobody has proved that. */
  readonly client: string | null
  /** The call that it takes back. */
  readonly undoes?: string
}

/** Who it is to an organization. */
export function actorIn({ actor, abroad }: Origin, organizationId: string): string {
  return abroad && abroad.home_id !== organizationId ? abroad.actor : actor
}

/** Runs `fn`, all of whose writes have this origin. */
export function withOrigin<T>(origin: Origin, fn: () => T): T {
  return asWork(origin, fn)
}

/** Of whoever is asking: outside a request, a job and a command, the process itself. */
export function currentOrigin(): Origin {
  const work = currentWork()
  if (work && isOrigin(work)) return work
  return { actor: 'system', correlation_id: work?.correlation_id ?? crypto.randomUUID() }
}

function isOrigin(work: Work): work is Origin {
  return 'actor' in work
}
