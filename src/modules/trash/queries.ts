/** The trash is where things are with their `deleted_at`: there is no table of it. */
import type { Permission } from '../../access/principal.ts'
import type { LockableTable, Read, Write } from '../../db/handle.ts'
import { type Statement, statement } from '../../db/statement.ts'
import { heldBy, type Resource, type Trashed, type TrashRules } from '../../resources/resource.ts'

export interface TrashRow extends Trashed {
  kind: string
  name: string
  deleted_at: number
  deleted_by: string
}

type ById = Statement<{ id: string }, { id: string }>

/** The SQL of one kind, beside its rules. */
interface OfKind {
  table: LockableTable
  rules: TrashRules
  requirements: readonly Permission[]
  restore: ById
  purge: ById
  /** `null` where nothing ever holds one of them. */
  findHeld: ById | null
}

/** As a comparison: an index of what was deleted serves it on both engines. */
const IS_DELETED = 'deleted_at > 0'

const COLUMNS = 'kind, id, name, deleted_at, deleted_by, parent_id'

/** Of everybody, or where `of_member` is not empty, what that member has put there. */
const OF_MEMBER = `(cast(:of_member as text) = '' or deleted_by = cast(:of_member as text))`

/** What there may be in the trash, with the SQL for it, which is the same from the start on. */
export class TrashKinds {
  readonly #kinds = new Map<string, OfKind>()
  readonly #listBefore
  readonly #find

  constructor(resources: readonly Resource[]) {
    const parts: string[] = []
    for (const resource of resources) {
      if (!resource.trash) continue
      parts.push(inTrash(resource, resource.trash))
      this.#kinds.set(resource.kind, ofKind(resource, resource.trash, heldBy(resources, resource)))
    }
    const trash = `(${parts.join('\n  union all')}) as trash`
    this.#listBefore = statement<
      { of_member: string; before_at: number; before_id: string; count: number },
      TrashRow
    >(`
  select ${COLUMNS} from ${trash}
  where ${OF_MEMBER} and (deleted_at, id) < (:before_at, :before_id)
  order by deleted_at desc, id desc limit :count`)
    this.#find = statement<{ of_member: string; id: string }, TrashRow>(`
  select ${COLUMNS} from ${trash} where ${OF_MEMBER} and id = :id`)
  }

  rulesOf(kind: string): TrashRules {
    return this.#kind(kind).rules
  }

  /** The permissions without which there is none of that kind. */
  requirementsOf(kind: string): readonly Permission[] {
    return this.#kind(kind).requirements
  }

  /** The newest first. */
  list(q: Read, of_member: string, before: { at: number; id: string }, count: number): Promise<TrashRow[]> {
    return q.all(this.#listBefore, { of_member, before_at: before.at, before_id: before.id, count })
  }

  async find(q: Read, of_member: string, id: string): Promise<TrashRow | null> {
    const [row] = await q.all(this.#find, { of_member, id })
    return row ?? null
  }

  /** Nobody else brings one of them back, or deletes it for good, until the transaction is over. */
  async lock(tx: Write, rows: Iterable<TrashRow>): Promise<void> {
    const byKind = Map.groupBy(rows, ({ kind }) => kind)
    for (const [kind, { table }] of this.#kinds) {
      const some = byKind.get(kind) ?? []
      const ids = some.map(({ id }) => id)
      if (ids.length > 0) await tx.lock(table, ids, 'update')
    }
  }

  /** @returns Whether it was in the trash still. */
  async restore(tx: Write, { kind, id }: Pick<TrashRow, 'kind' | 'id'>): Promise<boolean> {
    return (await tx.all(this.#kind(kind).restore, { id })).length > 0
  }

  /** @returns Whether it was in the trash still. */
  async purge(tx: Write, { kind, id }: Pick<TrashRow, 'kind' | 'id'>): Promise<boolean> {
    return (await tx.all(this.#kind(kind).purge, { id })).length > 0
  }

  async isHeld(q: Read, { kind, id }: Pick<TrashRow, 'kind' | 'id'>): Promise<boolean> {
    const { findHeld } = this.#kind(kind)
    return findHeld !== null && (await q.all(findHeld, { id })).length > 0
  }

  #kind(kind: string): OfKind {
    const found = this.#kinds.get(kind)
    if (!found) throw new Error(`Nothing of this kind goes into the trash: ${kind}`)
    return found
  }
}

function inTrash(resource: Resource, { name = resource.name ?? "''", only }: TrashRules): string {
  const { kind, table, parent } = resource
  const parentId = parent ?? 'cast(null as text)'
  return `
  select '${kind}' as kind, id, ${name} as name, deleted_at, deleted_by, ${parentId} as parent_id from ${table}
  where organization_id = :organization_id and ${IS_DELETED}${only ? ` and ${only}` : ''}`
}

function ofKind({ table, visibility }: Resource, rules: TrashRules, isHeld: readonly string[]): OfKind {
  const here = 'organization_id = :organization_id and id = :id'
  const version = rules.version ? `, ${rules.version} = ${rules.version} + 1` : ''
  return {
    // All of them have ids, by which they are found there.
    table: table as LockableTable,
    rules,
    requirements: [visibility?.requires, rules.requires].filter((one) => one !== undefined),
    restore: statement(`
  update ${table} set deleted_at = null, deleted_by = null${version}
  where ${here} and ${IS_DELETED} returning id`),
    purge: statement(`
  delete from ${table} where ${here} and ${IS_DELETED} returning id`),
    findHeld:
      isHeld.length === 0
        ? null
        : statement(`select id from ${table} where ${here} and (${isHeld.join(' or ')})`),
  }
}
