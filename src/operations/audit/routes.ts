import { Elysia } from 'elysia'
import type { Principals } from '../../access/principals.ts'
import type { Base } from '../../base.ts'
import { access } from '../../http/access.ts'
import { streamedAnswer } from '../../http/documented-answers.ts'
import { LongAnswers } from '../../http/long-answers.ts'
import { exportAudit } from './export-audit.ts'
import { listAudit } from './list-audit.ts'
import { AuditEntries, AuditEntry, AuditExportQuery, AuditQuery } from './schema.ts'

export function auditRoutes(context: Pick<Base, 'db' | 'clock' | 'cursors'> & { principals: Principals }) {
  const exports = new LongAnswers('exports of the audit log', { together: 4, each: 2 })
  return new Elysia({ prefix: '/api/v1/audit', tags: ['Operations'] })
    .use(access)
    .get('', ({ query, principal }) => listAudit(context, principal, query), {
      requires: 'audit.read',
      query: AuditQuery,
      response: { 200: AuditEntries },
      detail: {
        summary: 'What was done in the organization, by whom, and from where',
        description:
          'Sign-ins, members, roles, keys, invitations, settings, exports, restores and what was deleted for good. Nobody can change it.',
      },
    })
    .get('/export', ({ query, principal }) => exportAudit(context, principal, query, exports), {
      requires: 'audit.read',
      limit: 'metrics.export',
      streamsAnswer: true,
      query: AuditExportQuery,
      detail: {
        summary: 'Download the audit log',
        description: 'The oldest entry first, as CSV or as a JSON object a line. It is audited itself.',
        responses: exported(),
      },
    })
}

function exported() {
  const { 200: lines } = streamedAnswer('application/x-ndjson', AuditEntry)
  const text = { schema: { type: 'string' as const, description: 'UTF-8 with a byte order mark.' } }
  return { 200: { ...lines, content: { 'text/csv': text, ...lines.content } } }
}
