/** The kinds of texts that are searched, with the SQL for each, which is the same from the start on. */
import type { Read, Write } from '../../db/handle.ts'
import type { TextKey, TextKind, TextSource } from '../../db/search/texts.ts'
import { batchStatement, statement } from '../../db/statement.ts'
import { type Resource, textSources } from '../../resources/resource.ts'

export interface TextRow extends TextKey, TextKind {
  kind: string
  title: string
  body: string
}

export interface TextPlace extends TextKey {
  /** How long the text is, as far as it is indexed. */
  characters: number
}

interface OfKind {
  source: TextSource
  resource: Resource
  texts: ReturnType<typeof textsOf>
  places: ReturnType<typeof placesOf>
}

export class TextKinds {
  readonly all: readonly TextKind[]
  readonly #kinds: ReadonlyMap<string, OfKind>
  readonly #countAll

  constructor(resources: readonly Resource[]) {
    const sources = textSources(resources)
    this.all = sources.map(({ kind, code }) => ({ kind, code }))
    this.#kinds = new Map(
      sources.map((source) => {
        const resource = resources.find(({ kind }) => kind === source.kind)
        if (!resource) throw new Error(`Not among the resources: ${source.kind}`)
        return [source.kind, { source, resource, texts: textsOf(source), places: placesOf(source, resource) }]
      }),
    )
    const counts = sources.map(
      ({ table }) => `(select count(*) from ${table} where organization_id = :organization_id)`,
    )
    this.#countAll = statement<Record<never, never>, { texts: number }>(
      `select ${counts.join(' + ') || '0'} as texts`,
    )
  }

  /** Those that are searched for a kind; all for none. */
  named(kind: string | undefined): readonly TextKind[] {
    return kind === undefined ? this.all : this.all.filter((one) => one.kind === kind)
  }

  /** `null` for a kind that is searched no more. */
  resourceOf(kind: string): Resource | null {
    return this.#kinds.get(kind)?.resource ?? null
  }

  /** Those of them that there are, up to a length. */
  async listTexts(tx: Write, keys: TextKey[], length: number): Promise<TextRow[]> {
    const rows: TextRow[] = []
    for (const [kind, some] of Map.groupBy(keys, (key) => key.kind)) {
      const known = this.#kinds.get(kind)
      if (!known) continue
      const wanted = some.map(({ id, parent_id }) => ({ id, parent_id }))
      const found = await tx.each(known.texts, wanted, { length })
      for (const { title, body, ...key } of found) {
        if (body !== null) rows.push({ ...key, code: known.source.code, title: title ?? '', body })
      }
    }
    return rows
  }

  /** Texts of a kind, in the order of the keys of its table. */
  async listPlaces(
    tx: Write,
    kind: string,
    { after, ...page }: { after: TextKey | null; count: number; length: number },
  ): Promise<TextPlace[]> {
    const known = this.#kinds.get(kind)
    if (!known) return []
    const values = { ...page, after: after?.id ?? '', after_parent: after?.parent_id ?? '' }
    return tx.all(known.places, values)
  }

  async count(q: Read): Promise<number> {
    return (await q.all(this.#countAll))[0]?.texts ?? 0
  }
}

/**
 * Looked up one by one: of a join without statistics a planner may begin at the wrong end. What hangs on
 * something is looked up by it, too, with which the keys of such tables begin.
 */
function textsOf({ kind, table, title, body, parent }: TextSource) {
  const place = parent === null ? '' : `t.${parent} = r.parent_id and `
  const found = `from ${table} t where t.organization_id = :organization_id and ${place}t.id = r.id`
  const first = `substr(t.${body}, 1, cast(:length as int))`
  return batchStatement({ id: 'text', parent_id: 'text' })<
    TextKey & { title: string | null; body: string | null },
    { length: number }
  >(`
  select '${kind}' as kind, r.id, r.parent_id,
    (select ${columnOr(title)} ${found}) as title, (select ${first} ${found}) as body
  from :rows as r`)
}

/** In the order of the table's key, so that a page reads what is on it and nothing else. */
function placesOf({ kind, table, title, body, parent }: TextSource, { key }: Resource) {
  const parentId = parent === null ? 'null' : `t.${parent}`
  const isByParent = parent !== null && key === `organization_id, ${parent}, id`
  const [order, after] = isByParent ? [`${parentId}, t.id`, ':after_parent, :after'] : ['t.id', ':after']
  return statement<{ after: string; after_parent: string; count: number; length: number }, TextPlace>(`
  select '${kind}' as kind, t.id, ${parentId} as parent_id,
    coalesce(length(${columnOr(title)}), 0) + length(substr(t.${body}, 1, cast(:length as int))) as characters
  from ${table} t where t.organization_id = :organization_id and (${order}) > (${after})
  order by ${order} limit cast(:count as int)`)
}

function columnOr(title: string | null): string {
  return title === null ? `''` : `t.${title}`
}
