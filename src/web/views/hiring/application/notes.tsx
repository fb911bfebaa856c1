import { call } from '../../../api/client.ts'
import { Remarks } from '../../../parts/remarks.tsx'
import { readAgain, reading } from '../../../state/reading.ts'
import { h } from '../../../texts/hiring.ts'

export function readNotes(id: string) {
  return reading(60_000, 'GET /api/v1/applications/{id}/notes', { params: { id }, query: { limit: 100 } })
    .value
}

export function Notes({ application_id: id }: { application_id: string }) {
  const { value } = readNotes(id)
  const texts = { ...h, title: h.notes, write: h.writeNote, one: h.note }
  return (
    <Remarks
      remarks={value?.items ?? []}
      texts={texts}
      write={(body) => call('POST /api/v1/applications/{id}/notes', { params: { id }, body: { body } })}
      edit={(note_id, body) =>
        call('PATCH /api/v1/applications/{id}/notes/{note_id}', { params: { id, note_id }, body: { body } })
      }
      discard={(note_id) =>
        call('DELETE /api/v1/applications/{id}/notes/{note_id}', { params: { id, note_id } })
      }
      readAgain={() => readAgain((route) => route.includes('/notes'))}
    />
  )
}
