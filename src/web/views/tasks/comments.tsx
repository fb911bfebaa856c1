/** What was said about a task. */
import { call } from '../../api/client.ts'
import { adoptStyle } from '../../parts/adopt-style.ts'
import { Remarks } from '../../parts/remarks.tsx'
import { readAgain, reading } from '../../state/reading.ts'
import editing from '../../styles/editing.css' with { type: 'text' }
import { work } from '../../texts/work.ts'

adoptStyle(editing)

export function readComments(id: string) {
  return reading(60_000, 'GET /api/v1/tasks/{id}/comments', { params: { id }, query: { limit: 100 } }).value
}

/** @param manages Whether one may delete what others said. */
export function Comments({ task_id, manages }: { task_id: string; manages: boolean }) {
  const params = { id: task_id }
  const { value } = readComments(task_id)
  const { comments: title, writeComment: write, comment: one, ...texts } = work.tasks
  return (
    <Remarks
      remarks={value?.items ?? []}
      texts={{
        title,
        write,
        one,
        edit: texts.editComment,
        edited: texts.edited,
        delete: texts.delete,
        deleted: texts.commentDeleted,
      }}
      manages={manages}
      write={(body) => call('POST /api/v1/tasks/{id}/comments', { params, body: { body } })}
      edit={(comment_id, body) =>
        call('PATCH /api/v1/tasks/{id}/comments/{comment_id}', {
          params: { id: task_id, comment_id },
          body: { body },
        })
      }
      discard={(comment_id) =>
        call('DELETE /api/v1/tasks/{id}/comments/{comment_id}', { params: { id: task_id, comment_id } })
      }
      readAgain={() => readAgain((route) => route.includes('/comments') && route.includes(task_id))}
    />
  )
}
