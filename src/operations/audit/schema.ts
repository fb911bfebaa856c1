import { type Static, t } from 'elysia'
import { PageOf, PageQuery } from '../../http/page.ts'
import { Flag, GivenInstant, Instant, OrNull } from '../../http/schema.ts'

const Stand = t.Record(t.String(), t.Unknown())

export const AuditEntry = t.Object({
  id: t.String(),
  at: Instant,
  action: t.String({ examples: ['member.role_changed'] }),
  subject: t.Object({
    kind: t.String({ examples: ['member'] }),
    id: OrNull(t.String()),
  }),
  actor: t.String({
    description:
      'member:ID, api_key:ID, user:ID for somebody of another organization, job:NAME, command:NAME, anonymous or system.',
    examples: ['member:01930f6e-7c3a-7b1e-9d0a-0123456789ab'],
  }),
  address: OrNull(t.String({ description: 'From where; null for jobs and the command line.' })),
  correlation_id: t.String(),
  before: OrNull(Stand, { description: 'What was, without secrets.' }),
  after: OrNull(Stand),
})

export const AuditEntries = PageOf(AuditEntry)

const filters = {
  about: t.Optional(
    t.Union([t.Literal('organization'), t.Literal('instance')], {
      default: 'organization',
      description:
        'instance: what was done to it, such as backups, restores and jobs that were asked for. For its administrators.',
    }),
  ),
  action: t.Optional(t.String({ maxLength: 100, examples: ['api_key.created'] })),
  actor: t.Optional(t.String({ maxLength: 200, description: 'As entries name it.' })),
  from: t.Optional(GivenInstant),
  to: t.Optional({ ...GivenInstant, description: 'That instant no longer.' }),
}

export const AuditQuery = t.Object({
  limit: PageQuery.properties.limit,
  cursor: PageQuery.properties.cursor,
  sort: t.Optional(
    t.Union([t.Literal('-at'), t.Literal('at')], {
      default: '-at',
      description: 'The newest first, or without `-` the oldest.',
    }),
  ),
  count: t.Optional(Flag),
  ...filters,
})

export const AuditExportQuery = t.Object({
  format: t.Union([t.Literal('csv'), t.Literal('ndjson')], { default: 'csv' }),
  ...filters,
})

export type AuditEntry = Static<typeof AuditEntry>
export type AuditQuery = Static<typeof AuditQuery>
export type AuditExportQuery = Static<typeof AuditExportQuery>
