import { Elysia, t } from 'elysia'
import type { Principals } from '../../access/principals.ts'
import type { Base } from '../../base.ts'
import { access } from '../../http/access.ts'
import { LongAnswers } from '../../http/long-answers.ts'
import { ExternalId } from '../../http/schema.ts'
import type { BackupProgress } from './backup-progress.ts'
import { createBackup, proveAgain } from './create-backup.ts'
import { workInWorker } from './in-worker.ts'
import { listBackups } from './list-backups.ts'
import { alone } from './make-backup.ts'
import { removeBackup } from './prune-backups.ts'
import { Backup, Backups } from './schema.ts'
import { serveDownload } from './serve-download.ts'

const WITH_NAME = t.Object({ name: ExternalId })

type Needs = Pick<Base, 'db' | 'clock' | 'config'> & {
  principals: Principals
  backupProgress: BackupProgress
}

export function backupRoutes(context: Needs) {
  const { backupProgress: progress } = context
  const making = { ...context, progress, work: workInWorker(context.config) }
  const downloads = new LongAnswers('downloads', { together: 8, each: 4 })
  return new Elysia({ prefix: '/api/v1/operations/backups', tags: ['Operations'] })
    .use(access)
    .get(
      '',
      async () => ({ items: await listBackups(context), next_cursor: null, running: progress.running }),
      {
        requires: 'instance.admin',
        response: { 200: Backups },
        detail: { summary: 'The backups in BACKUP_DIR, the newest first' },
      },
    )
    .post(
      '',
      async ({ request, server, status }) => {
        // As long as the database is large: nothing is sent meanwhile.
        server?.timeout(request, 0)
        return status(201, await createBackup(making))
      },
      {
        requires: 'instance.admin',
        unmeasured: true,
        refuses: [409],
        response: { 201: Backup },
        detail: {
          summary: 'Make a backup, and prove it',
          description:
            'Answered when it is made and proved, which takes as long as the database is large; `proof` says what came of it. 409 while one is being made. With an Idempotency-Key, whoever lost the answer asks again for it.',
        },
      },
    )
    .post(
      '/:name/verify',
      ({ params, request, server }) => {
        server?.timeout(request, 0)
        return proveAgain(making, params.name)
      },
      {
        requires: 'instance.admin',
        unmeasured: true,
        refuses: [404, 409],
        params: WITH_NAME,
        response: { 200: Backup },
        detail: {
          summary: 'Prove a backup again',
          description:
            'Answered when that is done, as where one is made. 409 while one is being made or proved.',
        },
      },
    )
    .get(
      '/:name/download',
      ({ params, principal, request: { headers } }) => {
        const [range, ifRange] = [headers.get('range'), headers.get('if-range')]
        return serveDownload(context, principal, { name: params.name, range, ifRange }, downloads)
      },
      {
        requires: 'instance.admin',
        refuses: [404, 416],
        streamsAnswer: true,
        params: WITH_NAME,
        detail: {
          summary: 'Download a backup',
          description:
            'It holds all that the instance does, its secret among it. What broke off goes on with `Range`. docs/archive.md describes it byte for byte.',
          responses: {
            200: { description: 'OK', content: { 'application/zstd': { schema: BINARY } } },
            206: {
              description: 'The part that was asked for',
              content: { 'application/zstd': { schema: BINARY } },
            },
          },
        },
      },
    )
    .delete(
      '/:name',
      async ({ params, status }) => {
        await alone(context, () => removeBackup(context, params.name))
        return status(204, undefined)
      },
      {
        requires: 'instance.admin',
        refuses: [404, 409],
        params: WITH_NAME,
        response: { 204: t.Void() },
        detail: {
          summary: 'Delete a backup',
          description: 'Its copy in the object store stays as long as copies are kept.',
        },
      },
    )
}

const BINARY = { type: 'string', format: 'binary' } as const
