/** How content was made by a model: when it was begun and done, and whether a text came of it. */
import type { Principal } from '../../../access/principal.ts'
import type { Base } from '../../../base.ts'
import type { Read } from '../../../db/handle.ts'
import { type Page, type PageQuery, pageById } from '../../../http/page.ts'
import { InvalidValueError, NotFoundError } from '../../../lib/app-error.ts'
import { assertStorable } from '../../../lib/text.ts'
import { instantNamed } from '../../../lib/time/instant.ts'
import { toWire } from '../../../lib/to-wire.ts'
import { enterOwn, enterToChange } from '../content.ts'
import { GenerationFinishedError } from '../errors.ts'
import {
  countGenerations,
  findGeneration,
  finishGenerationRow,
  type GenerationRow,
  insertGeneration,
  listGenerations as listRows,
} from './queries.ts'
import type { FinishedGeneration, Generation, NewGeneration } from './schema.ts'

/** How far ahead a sender's clock may be, as with events. */
const FUTURE_TOLERANCE_MS = 5 * 60_000

type Needs = Pick<Base, 'db' | 'clock' | 'newId'>

/** @throws NotVisibleError, NotYoursError */
export async function listGenerations(
  { db, cursors }: Pick<Base, 'db' | 'cursors'>,
  principal: Principal,
  content_id: string,
  query: PageQuery,
): Promise<Page<Generation>> {
  const { organization_id } = principal
  const inside = <T>(read: (q: Read) => Promise<T>) =>
    db.for(organization_id).read(async (q) => {
      await enterOwn(q, principal, content_id)
      return read(q)
    })
  return pageById(cursors, { organization_id, list: `generations of content ${content_id}` }, query, {
    read: async (page) => (await inside((q) => listRows(q, content_id, page))).map(toWire),
    count: () => inside((q) => countGenerations(q, content_id)),
  })
}

/** @throws NotVisibleError, NotYoursError, InvalidValueError */
export async function startGeneration(
  { db, clock, newId }: Needs,
  principal: Principal,
  content_id: string,
  given: NewGeneration,
): Promise<Generation> {
  assertStorable(given)
  const now = clock.now()
  const { model = null, prompt_tokens = null, completion_tokens = null } = given
  const started_at = pastInstant('started_at', given.started_at, now)
  const row: GenerationRow = {
    ...{ id: newId(), content_id, model, prompt_tokens, completion_tokens },
    ...{ started_at, finished_at: null, ok: null, created_at: now },
  }
  return db.for(principal.organization_id).write(async (tx) => {
    await enterToChange(tx, principal, content_id)
    await insertGeneration(tx, row)
    await tx.record({ kind: 'content', id: content_id, verb: 'generation_started' })
    return toWire(row)
  })
}

/**
 * Once: what was counted stays so.
 *
 * @throws NotVisibleError
 * @throws NotFoundError
 * @throws GenerationFinishedError
 * @throws InvalidValueError
 */
export async function finishGeneration(
  { db, clock }: Needs,
  principal: Principal,
  { content_id, id }: { content_id: string; id: string },
  { finished_at: given, ok, ...tokens }: FinishedGeneration,
): Promise<Generation> {
  const finished_at = pastInstant('finished_at', given, clock.now())
  return db.for(principal.organization_id).write(async (tx) => {
    await enterToChange(tx, principal, content_id)
    const before = await findGeneration(tx, content_id, id)
    if (!before) throw new NotFoundError('generation', 'The content has no generation with this id.')
    const after: GenerationRow = { ...before, ...tokens, finished_at, ok }
    if (before.finished_at !== null) {
      if (Bun.deepEquals(before, after)) return toWire(before)
      throw new GenerationFinishedError()
    }
    const { started_at } = before
    if (finished_at < started_at) throw new InvalidValueError('finished_at', 'is before started_at')
    await finishGenerationRow(tx, after)
    await tx.record({ type: 'generation_finished', content_id, started_at, finished_at, ok })
    return toWire(after)
  })
}

/** @throws InvalidValueError */
function pastInstant(field: string, text: string, now: number): number {
  const at = instantNamed(field, text)
  if (at > now + FUTURE_TOLERANCE_MS) throw new InvalidValueError(field, 'is in the future')
  if (at < 0) throw new InvalidValueError(field, 'is before 1970')
  return at
}
