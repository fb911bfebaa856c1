import { type Static, t } from 'elysia'
import { Instant, OrNull } from '../../http/schema.ts'

const ENGINES = { description: 'Of the database that it was made of; it goes into either.' }

export const Backup = t.Object({
  name: t.String({ examples: ['backup_20261127_020000'], description: 'With its time, in UTC.' }),
  engine: t.Union([t.Literal('sqlite'), t.Literal('postgres'), t.Literal('unknown')], ENGINES),
  reason: t.Union([t.Literal('scheduled'), t.Literal('manual'), t.Literal('safety')], {
    description: 'safety: what there was before a restore or an upgrade.',
  }),
  created_at: Instant,
  size_bytes: t.Integer(),
  tables: t.Integer(),
  rows: t.Integer({ description: 'Of all tables.' }),
  duration_ms: OrNull(t.Integer(), {
    description: 'How long writing it took; null where that is not known.',
  }),
  proof: t.Object(
    {
      outcome: t.Union([t.Literal('proved'), t.Literal('failed'), t.Literal('pending')]),
      at: OrNull(Instant),
      duration_ms: OrNull(t.Integer()),
      detail: OrNull(t.String()),
    },
    { description: 'Whether a restore into a scratch place gave what was archived.' },
  ),
  copy: OrNull(
    t.Object({
      outcome: t.Union([t.Literal('copied'), t.Literal('failed')]),
      at: OrNull(Instant),
      detail: OrNull(t.String()),
    }),
    { description: 'In the object store; null where there is none.' },
  ),
})

export type Backup = Static<typeof Backup>

export const Backups = t.Object({
  items: t.Array(Backup),
  next_cursor: t.Null(),
  running: OrNull(
    t.Object({
      name: t.String(),
      step: t.Union([t.Literal('writing'), t.Literal('proving')]),
      share: t.Number({ description: 'Of the step, 0 to 1.' }),
    }),
    { description: 'What the process that answers makes or proves now.' },
  ),
})
