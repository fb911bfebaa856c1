/** What was deleted, as long as it can come back: for thirty days. */
import { useSignal } from '@preact/signals'
import type { TrashItem } from '../../../../docs/api-types.ts'
import { call } from '../../api/client.ts'
import { dayIn, daysBetween } from '../../format/days.ts'
import { AskFirst } from '../../parts/ask-first.tsx'
import { attempt } from '../../parts/attempt.ts'
import { Failed, Read, Sheet } from '../../parts/sheet.tsx'
import { say } from '../../parts/toasts.tsx'
import { usePages } from '../../parts/use-pages.ts'
import { When } from '../../parts/when.tsx'
import { nameOfMember, readMembers } from '../../state/people.ts'
import { readAgain, reading } from '../../state/reading.ts'
import { isAtLeast, today, zone } from '../../state/session.ts'
import { administration } from '../../texts/administration.ts'
import { t } from '../../texts/texts.ts'
import { work } from '../../texts/work.ts'

const SHOWN = 100

export function Trash() {
  const { items, next_cursor, error, readMore } = usePages<TrashItem>(readTrash)
  return (
    <div class="body">
      <Sheet
        title={t.frame.views.trash}
        note={work.trash.kept}
        isWide
        foot={
          next_cursor && (
            <button type="button" class="link" onClick={readMore}>
              {work.trash.more}
            </button>
          )
        }
      >
        <Read from={readTrash(null)} after={readMembers()} height={160}>
          {() =>
            items.length === 0 ? (
              <p class="small dim pad">{isAtLeast('admin') ? work.trash.none : work.trash.noneOfYours}</p>
            ) : (
              <>
                <Table items={items} />
                {error && <Failed error={error} />}
              </>
            )
          }
        </Read>
      </Sheet>
    </div>
  )
}

function readTrash(cursor: string | null) {
  const query = { limit: SHOWN, ...(cursor && { cursor }) }
  return reading(60_000, 'GET /api/v1/trash', { query }).value
}

function Table({ items }: { items: readonly TrashItem[] }) {
  return (
    <table class="lines">
      <caption class="hidden">{t.frame.views.trash}</caption>
      <thead>
        <tr>
          <th scope="col">{administration.members.name}</th>
          <th scope="col" class="wide">
            {work.trash.what}
          </th>
          <th scope="col" class="wide">
            {work.trash.deleted}
          </th>
          <th scope="col" class="wide">
            {work.trash.gone}
          </th>
          <th scope="col">
            <span class="hidden">{t.frame.more}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((one) => (
          <Row key={one.id} item={one} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ item }: { item: TrashItem }) {
  const isAsked = useSignal(false)
  const { id, kind, name, deleted_at, deleted_by, gone_at } = item
  const restore = () =>
    attempt(async () => {
      await call('POST /api/v1/trash/{id}/restore', { params: { id } })
      say(work.trash.restored(name))
    }).then(() => readAgain())
  const end = () =>
    attempt(async () => {
      await call('DELETE /api/v1/trash/{id}', { params: { id } })
      say(work.trash.ended(name))
    }).then(() => readAgain())
  return (
    <tr data-trash={id}>
      <td class="break">
        <b>{name}</b>
      </td>
      <td class="dim">{work.trash.kinds[kind]}</td>
      <td class="dim">
        <When at={deleted_at} />, {nameOfMember(deleted_by)}
      </td>
      <td class="dim nowrap wide">
        {administration.members.inDays(daysBetween(today.value, dayIn(zone.value, new Date(gone_at))))}
      </td>
      <td class="links-cell">
        {isAtLeast('member') && (
          <>
            <button type="button" class="link" onClick={() => void restore()}>
              {work.trash.restore}
            </button>{' '}
            <button
              type="button"
              class="link"
              aria-label={work.trash.endOf(name)}
              onClick={() => {
                isAsked.value = true
              }}
            >
              {work.trash.end}
            </button>
            <AskFirst
              isOpen={isAsked}
              title={work.trash.endTitle(name)}
              label={work.trash.endNow}
              onDo={() => void end()}
            >
              <p>{work.trash.endWhat(kind)}</p>
            </AskFirst>
          </>
        )}
      </td>
    </tr>
  )
}
