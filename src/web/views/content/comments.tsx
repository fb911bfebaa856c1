/** What is said about a text, or about a lesson. */
import { call } from '../../api/client.ts'
import { Remarks } from '../../parts/remarks.tsx'
import { readAgain, reading } from '../../state/reading.ts'
import { k } from '../../texts/knowledge.ts'
import { work } from '../../texts/work.ts'

interface Props {
  of: 'content' | 'lessons'
  id: string
  /** Whether one may change what it is about, and delete what others said. */
  manages: boolean
}

export function Comments({ of, id, manages }: Props) {
  const params = { id }
  const { value } = reading(60_000, `GET /api/v1/${of}/{id}/comments`, {
    params,
    query: { limit: 100 },
  }).value
  const { comments: title, writeComment: write, comment: one } = work.tasks
  return (
    <div class="sheet said-about">
      <Remarks
        remarks={value?.items ?? []}
        texts={{ ...k, title, write, one }}
        manages={manages}
        write={(body) => call(`POST /api/v1/${of}/{id}/comments`, { params, body: { body } })}
        edit={(comment_id, body) =>
          call(`PATCH /api/v1/${of}/{id}/comments/{comment_id}`, {
            params: { id, comment_id },
            body: { body },
          })
        }
        discard={(comment_id) =>
          call(`DELETE /api/v1/${of}/{id}/comments/{comment_id}`, { params: { id, comment_id } })
        }
        readAgain={() => readAgain((route) => route.includes('/comments'))}
      />
    </div>
  )
}
