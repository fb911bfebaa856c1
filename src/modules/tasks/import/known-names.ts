/** What a file may name by words: members, projects and teams that the caller may give a task to. */
import type { Viewer } from '../../../access/viewer.ts'
import type { Read } from '../../../db/handle.ts'
import { statement } from '../../../db/statement.ts'
import { InvalidValueError } from '../../../lib/app-error.ts'
import { shortened } from '../../../lib/text.ts'
import { listSeenOf } from '../../projects/list-queries.ts'
import { asWords } from './words.ts'

type Nothing = Record<never, never>
interface Named {
  id: string
  name: string
}

const listMembers = statement<Nothing, Named & { email: string }>(`
  select m.id, u.name, u.email from members m join users u on u.id = m.user_id
  where m.organization_id = :organization_id and m.status = 'active'`)

const listTeams = statement<Nothing, Named>(`
  select id, name from teams where organization_id = :organization_id and deleted_at is null`)

const listProjects = statement<Nothing, Named>(`
  select id, name from projects where organization_id = :organization_id and deleted_at is null`)

const SEVERAL = Symbol('several')

/** Ids by name, whatever the case. */
export class Names {
  readonly #ids = new Map<string, string | typeof SEVERAL>()

  /** @param field That names them. */
  constructor(readonly field: string) {}

  add(name: string, id: string): void {
    const words = asWords(name)
    if (words === '') return
    const before = this.#ids.get(words)
    this.#ids.set(words, before === undefined || before === id ? id : SEVERAL)
  }

  /** @throws InvalidValueError where it is the name of several. */
  idOf(name: string): string | undefined {
    const found = this.#ids.get(asWords(name))
    if (found !== SEVERAL) return found
    throw new InvalidValueError(this.field, `is "${shortened(name)}", and several have this name`)
  }
}

export interface KnownNames {
  members: Names
  projects: Names
  teams: Names
}

export async function readKnownNames(q: Read, viewer: Viewer): Promise<KnownNames> {
  const [members, teams, projects] = await Promise.all([
    q.all(listMembers),
    q.all(listTeams),
    q.all(listProjects),
  ])
  const seen = new Set(
    await listSeenOf(
      q,
      viewer,
      projects.map(({ id }) => id),
    ),
  )
  const known: KnownNames = {
    members: new Names('assignee'),
    projects: new Names('project'),
    teams: new Names('team'),
  }
  for (const { id, name, email } of members) {
    known.members.add(name, id)
    known.members.add(email, id)
  }
  for (const { id, name } of projects) if (seen.has(id)) known.projects.add(name, id)
  for (const { id, name } of teams) if (viewer.seesAll || viewer.teams.has(id)) known.teams.add(name, id)
  return known
}
