/** What belongs to a task and is no text: plans, pictures, letters. */
import { call, stream } from '../../api/client.ts'
import { upload } from '../../api/upload.ts'
import { Files } from '../../parts/files.tsx'
import { readAgain, reading } from '../../state/reading.ts'
import { work } from '../../texts/work.ts'
import { readTasksAgain } from './change.ts'

export function readFiles(id: string) {
  return reading(60_000, 'GET /api/v1/tasks/{id}/files', { params: { id } }).value
}

/** @param manages Whether one may delete what others have sent. */
export function TaskFiles({ id, mayAdd, manages }: { id: string; mayAdd: boolean; manages: boolean }) {
  const { value } = readFiles(id)
  return (
    <Files
      files={value?.items ?? []}
      texts={work.files}
      mayAdd={mayAdd}
      manages={manages}
      content={(file_id) =>
        stream('GET /api/v1/tasks/{id}/files/{file_id}/content', { params: { id, file_id } })
      }
      send={(body, onShare) => upload('POST /api/v1/tasks/{id}/files', { params: { id }, body }, onShare)}
      discard={(file_id) => call('DELETE /api/v1/tasks/{id}/files/{file_id}', { params: { id, file_id } })}
      readAgain={async () => {
        await readAgain((route) => route.includes('/files') && route.includes(id))
        await readTasksAgain()
      }}
    />
  )
}
