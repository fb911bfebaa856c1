import { type Static, t } from 'elysia'
import { PageOf } from '../../http/page.ts'
import { Instant, OrNull } from '../../http/schema.ts'

/** Why a line, or an event, was not taken. */
export const REFUSAL = {
  code: t.Optional(
    t.String({ description: 'What kind of refusal it is: the word stays.', examples: ['no_instant'] }),
  ),
  params: t.Optional(
    t.Record(t.String(), t.Union([t.String(), t.Number()]), {
      description: 'What a sentence about it needs, such as the `field`.',
      examples: [{ field: 'occurred_at' }],
    }),
  ),
}

export const RefusedLine = t.Object({
  line: t.Integer(),
  ...REFUSAL,
  reason: t.String({ description: 'A sentence about it, in English.' }),
})

export const Import = t.Object({
  id: t.String(),
  state: t.Union(
    [
      t.Literal('running'),
      t.Literal('done'),
      t.Literal('interrupted'),
      t.Literal('undoing'),
      t.Literal('undone'),
    ],
    {
      description:
        '`interrupted`: it ended in the middle, or was not heard of for five minutes. `undoing`: it is being ' +
        'taken back. `undone`: none of its events are left.',
    },
  ),
  author_id: OrNull(t.String({ description: 'A member; null with a key and on the command line.' })),
  api_key_id: OrNull(t.String()),
  created_at: Instant,
  finished_at: OrNull(Instant),
  file_name: OrNull(t.String()),
  format: t.Union([t.Literal('csv'), t.Literal('ndjson')]),
  lines: t.Integer(),
  accepted: t.Integer(),
  duplicates: t.Integer(),
  rejected: t.Integer(),
  removed: t.Integer({ description: 'Events that were taken out again with it.' }),
  errors: t.Array(RefusedLine, {
    description:
      'The first few lines that were rejected; `code` is not there with imports of earlier versions.',
  }),
})

export const Imports = PageOf(Import)

/** A line of the answer to taking an import back. */
export const UndoLine = t.Object({
  done: t.Boolean({ description: 'Only the last line says true, when nothing is left of the import.' }),
  import_id: t.String(),
  removed: t.Integer({ description: 'Events taken out until now.' }),
  accepted: t.Integer({ description: 'Events that it had brought.' }),
  error: t.Optional(t.Object({ code: t.String(), detail: t.String() }, { description: 'Why it stopped.' })),
})

export type Import = Static<typeof Import>
