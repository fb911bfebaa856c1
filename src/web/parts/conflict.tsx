/** What somebody else has changed where one did, too: theirs and one's own beside each other, to choose. */
import { work } from '../texts/work.ts'
import { attempt } from './attempt.ts'
import type { Draft } from './use-draft.ts'

interface Props<T> {
  draft: Draft<T>
  nameOf(field: keyof T): string
  /** A value in words; as it is where it needs none. */
  written?(field: keyof T, value: unknown): string
}

export function ConflictNote<T>({ draft, nameOf, written = (_, value) => plainly(value) }: Props<T>) {
  if (draft.collisions.length === 0) return null
  return (
    <div class="said conflict" role="alert">
      <p>{work.tasks.conflict}</p>
      {draft.collisions.map(({ field, theirs, mine }) => (
        <dl key={String(field)} class="note">
          <dt>
            <b>{nameOf(field)}</b>
          </dt>
          <dd>{work.tasks.nowAndYours(written(field, theirs), written(field, mine))}</dd>
        </dl>
      ))}
      <div class="bar-row">
        <button type="button" class="btn" onClick={() => void attempt(() => draft.resolve('theirs'))}>
          {work.tasks.takeTheirs}
        </button>
        <button type="button" class="btn" onClick={() => void attempt(() => draft.resolve('mine'))}>
          {work.tasks.keepMine}
        </button>
      </div>
    </div>
  )
}

function plainly(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
