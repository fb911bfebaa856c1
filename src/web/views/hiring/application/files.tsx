/** What came along with an application. */
import type { Application } from '../../../../../docs/api-types.ts'
import { call, stream } from '../../../api/client.ts'
import { upload } from '../../../api/upload.ts'
import { Files } from '../../../parts/files.tsx'
import { readAgain, reading } from '../../../state/reading.ts'
import { isAtLeast } from '../../../state/session.ts'
import { h } from '../../../texts/hiring.ts'

const TAKEN = '.pdf,.docx,.odt,.rtf,.txt,.md'

export function readFiles(id: string) {
  return reading(60_000, 'GET /api/v1/applications/{id}/files', { params: { id } }).value
}

export function ApplicationFiles({
  application: { id },
  manages,
}: {
  application: Application
  manages: boolean
}) {
  const { value } = readFiles(id)
  return (
    <Files
      files={value?.items ?? []}
      texts={h.files}
      accept={TAKEN}
      mayAdd={isAtLeast('member')}
      manages={manages}
      byNobody={h.byApplicant}
      content={(file_id) =>
        stream('GET /api/v1/applications/{id}/files/{file_id}/content', { params: { id, file_id } })
      }
      send={(body, onShare) =>
        upload('POST /api/v1/applications/{id}/files', { params: { id }, body }, onShare)
      }
      discard={(file_id) =>
        call('DELETE /api/v1/applications/{id}/files/{file_id}', { params: { id, file_id } })
      }
      readAgain={() => readAgain((route) => route.includes('/applications'))}
    />
  )
}
