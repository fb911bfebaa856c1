/**
 * A backup as a download, whole or from where one broke off. However long it takes, who loses their access
 * gets no more.
 */

import type { Principal } from '../../access/principal.ts'
import type { Principals } from '../../access/principals.ts'
import { auditInstance } from '../../db/audit-log.ts'
import { type ByteRange, rangeOf } from '../../http/byte-range.ts'
import type { LongAnswers } from '../../http/long-answers.ts'
import { whileAllowed } from '../../modules/auth/still-allowed.ts'
import { SUFFIX } from './archive/format.ts'
import { backupPath } from './folder.ts'
import { type BackupNeeds, findBackupFile } from './list-backups.ts'

/** How long a client may take nothing. */
const UNREAD_MS = 60_000

export interface Download {
  name: string
  /** `Range` and `If-Range` of the request. */
  range: string | null
  ifRange: string | null
}

/** @throws BackupNotFoundError, RangeNotSatisfiableError, TooManyAtOnceError, BusyError */
export async function serveDownload(
  context: BackupNeeds & { principals: Principals },
  principal: Principal,
  { name, range, ifRange }: Download,
  downloads: LongAnswers,
): Promise<Response> {
  const { size_bytes } = findBackupFile(context, name)
  // It is made once, and never changed.
  const etag = `"${name}-${size_bytes}"`
  const wanted = ifRange === null || ifRange === etag ? rangeOf(range, size_bytes) : null
  const end = downloads.begin(principal)
  try {
    await auditDownload(context, name, wanted)
  } catch (error) {
    end()
    throw error
  }
  const file = Bun.file(backupPath(context.config, name))
  const part = wanted ? file.slice(wanted.from, wanted.to + 1) : file
  const isStillAllowed = context.principals.watch(principal, 'instance.admin')
  return new Response(streamOf(whileAllowed(part.stream(), isStillAllowed), end), {
    status: wanted ? 206 : 200,
    headers: headersOf(name, etag, size_bytes, wanted),
  })
}

/** All that the instance holds goes along. What only goes on is told once. */
async function auditDownload({ db }: Pick<BackupNeeds, 'db'>, name: string, wanted: ByteRange | null) {
  if (wanted && wanted.from > 0) return
  const act = { kind: 'backup', verb: 'downloaded' }
  await db.instance.write(async (tx) => auditInstance(tx, act, { after: { name } }))
}

function headersOf(
  name: string,
  etag: string,
  size: number,
  wanted: ByteRange | null,
): Record<string, string> {
  return {
    'content-type': 'application/zstd',
    'content-disposition': `attachment; filename="${name}${SUFFIX}"`,
    'content-length': `${wanted ? wanted.to - wanted.from + 1 : size}`,
    'accept-ranges': 'bytes',
    'cache-control': 'no-store',
    etag,
    ...(wanted && { 'content-range': `bytes ${wanted.from}-${wanted.to}/${size}` }),
  }
}

/** Reads the next part when the last has gone. */
function streamOf(parts: AsyncGenerator<Uint8Array>, end: () => void): ReadableStream<Uint8Array> {
  let timer: Timer | undefined
  let hasEnded = false
  const finish = async () => {
    if (hasEnded) return
    hasEnded = true
    clearTimeout(timer)
    end()
    await parts.return(undefined)
  }
  return new ReadableStream(
    {
      async pull(controller) {
        clearTimeout(timer)
        try {
          const { value, done } = await parts.next()
          if (hasEnded) return
          if (done) {
            controller.close()
            return await finish()
          }
          controller.enqueue(value)
          timer = setTimeout(() => {
            controller.error(new Error('Nobody takes the backup.'))
            void finish()
          }, UNREAD_MS)
        } catch (error) {
          controller.error(error)
          await finish()
        }
      },
      cancel: finish,
    },
    { highWaterMark: 0 },
  )
}
