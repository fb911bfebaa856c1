/** One text: as it is read, as it is written, and as it was. */
import type { Content, ContentChanges } from '../../../../docs/api-types.ts'
import { callTagged } from '../../api/client.ts'
import { Choice } from '../../parts/choice.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Failed } from '../../parts/sheet.tsx'
import { type Draft, useDraft } from '../../parts/use-draft.ts'
import { readMembers } from '../../state/people.ts'
import { isAwaited, readAgain } from '../../state/reading.ts'
import { address, changed, place, replace } from '../../state/route.ts'
import { k } from '../../texts/knowledge.ts'
import { Comments } from './comments.tsx'
import { Editor } from './editor.tsx'
import { PublishButtons } from './publish.tsx'
import { Reader } from './reader.tsx'
import { Revisions } from './revisions.tsx'
import { mayChange } from './rights.ts'
import { Status } from './status.tsx'

const FIELDS = ['title', 'body', 'kind', 'status', 'slug', 'tags', 'author_id', 'publish_at'] as const
const SHOWN = ['read', 'write', 'revisions'] as const

export function Item() {
  const id = place.value.path[1] ?? ''
  const draft = useDraft<Content, ContentChanges>(id, {
    fields: FIELDS,
    keptAs: `content ${id}`,
    read: () => callTagged('GET /api/v1/content/{id}', { params: { id } }),
    async write(body, if_match) {
      const seen = await callTagged('PATCH /api/v1/content/{id}', { params: { id }, body, if_match })
      await readAgain((route) => route.includes('/content'))
      return seen
    },
  })
  const item = draft.saved
  if (draft.error && !item) return <Failed error={draft.error} />
  if (!item || isAwaited(readMembers())) return <div class="body" aria-busy="true" />
  const changes = mayChange(item)
  const shown = (changes && SHOWN.find((one) => one === place.value.query.get('show'))) || 'read'
  return (
    <div class="body details" data-content={id}>
      <Top draft={draft} item={item} shown={shown} changes={changes} />
      {shown === 'read' && <Reader item={item} />}
      {shown === 'read' && <Comments of="content" id={id} manages={changes} />}
      {shown === 'write' && <Editor draft={draft} />}
      {shown === 'revisions' && <Revisions draft={draft} saved={item} />}
    </div>
  )
}

interface TopProps {
  draft: Draft<Content>
  item: Content
  shown: (typeof SHOWN)[number]
  changes: boolean
}

function Top({ draft, item, shown, changes }: TopProps) {
  return (
    <div class="bar-row">
      <a class="icon" href={address('content')} aria-label={k.texts}>
        <Icon name="back" />
      </a>
      <h2 class="bar-title">{item.title}</h2>
      <Status of={item} />
      {item.kind === 'course' && (
        <a class="note under" href={address(`courses/${item.id}`)}>
          {k.openCourse}
        </a>
      )}
      {changes && (
        <div class="right">
          <Choice
            label={k.text}
            value={shown}
            options={SHOWN.map((one) => [one, k[one]])}
            onValue={(value) => replace(changed({ show: value === 'read' ? null : value, from: null }))}
          />
          <PublishButtons draft={draft} item={item} />
        </div>
      )}
    </div>
  )
}
