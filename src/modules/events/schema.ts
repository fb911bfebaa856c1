import { type Static, t } from 'elysia'
import { OrNull, SHOWN_AS } from '../../http/schema.ts'
import { REFUSAL, RefusedLine } from '../imports/schema.ts'
import { MAX_EXTERNAL_ID } from '../people/people.ts'
import { Properties } from '../people/schema.ts'
import { SEPARATORS } from './read-history.ts'

export const MAX_EVENTS = 1000

export const Event = t.Object({
  id: t.String({ description: 'Unique in the organization: sending it again changes nothing.' }),
  person: t.String({ description: `An external id (up to ${MAX_EXTERNAL_ID} characters) or a member's id.` }),
  verb: t.String({ examples: ['document.created'] }),
  core: t.Optional(
    t.Boolean({ description: 'Whether it is a core action, one that creates value.', default: false }),
  ),
  occurred_at: t.Optional(
    t.String({
      description: 'ISO 8601 with a zone; the time of receipt when left out.',
      examples: ['2026-03-08T12:00:00Z'],
    }),
  ),
  properties: t.Optional(Properties),
})

/** Anything: of many events each is checked by itself, so that a wrong one keeps no other out. */
const AnyEvent = t.Unknown({ [SHOWN_AS]: Event })

export const EventOrEvents = t.Union([Event, t.Array(AnyEvent, { minItems: 1, maxItems: MAX_EVENTS })])

export const EventResult = t.Object({
  id: OrNull(t.String({ description: 'As it was sent; null where it was no text.' })),
  status: t.Union([t.Literal('accepted'), t.Literal('duplicate'), t.Literal('rejected')]),
  ...REFUSAL,
  reason: t.Optional(t.String({ description: 'Why it is rejected, in English.' })),
})

export const Ingested = t.Object({
  accepted: t.Integer(),
  duplicates: t.Integer(),
  rejected: t.Integer(),
  results: t.Array(EventResult, { description: 'In the order in which the events came.' }),
})

export const ImportQuery = t.Object({
  format: t.Union([t.Literal('csv'), t.Literal('ndjson')], {
    default: 'csv',
    description: 'When left out, what the Content-Type says goes before the default.',
  }),
  separator: t.Optional(
    t.Union(
      [...SEPARATORS.keys(), ...SEPARATORS.values()].map((one) => t.Literal(one)),
      { description: 'Of the columns of a CSV; found from its header when left out.' },
    ),
  ),
  core: t.Boolean({
    default: false,
    description: 'Whether the events are core actions, where a line does not say.',
  }),
  time: t.Union([t.Literal('iso'), t.Literal('s'), t.Literal('ms')], {
    default: 'iso',
    description: 'How occurred_at is written: ISO 8601, or Unix seconds or milliseconds.',
  }),
  file_name: t.Optional(t.String({ maxLength: 255, description: 'Shown in the list of imports.' })),
})

/** A line of the answer to an import. */
export const ImportLine = t.Object({
  done: t.Boolean({ description: 'Only the last line of a complete import says true.' }),
  import_id: t.String({ description: 'With it the import can be looked at, and taken back.' }),
  lines: t.Integer(),
  accepted: t.Integer(),
  duplicates: t.Integer(),
  rejected: t.Integer(),
  errors: t.Optional(t.Array(RefusedLine)),
  error: t.Optional(t.Object({ code: t.String(), detail: t.String() }, { description: 'Why it stopped.' })),
})

export type Event = Static<typeof Event>
export type Ingested = Static<typeof Ingested>
export type EventResult = Static<typeof EventResult>
export type ImportQuery = Static<typeof ImportQuery>
