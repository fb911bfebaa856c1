/** Every text that there was, and what has changed since. */
import type { Comparison, Content, Revision } from '../../../../docs/api-types.ts'
import { call } from '../../api/client.ts'
import { attempt } from '../../parts/attempt.ts'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { say } from '../../parts/toasts.tsx'
import type { Draft } from '../../parts/use-draft.ts'
import { When } from '../../parts/when.tsx'
import { nameOfMember } from '../../state/people.ts'
import { readAgain, reading } from '../../state/reading.ts'
import { changed, place } from '../../state/route.ts'
import { k } from '../../texts/knowledge.ts'
import { t } from '../../texts/texts.ts'

const SHOWN = 200
/** Of what is the same, so much is shown around what is not. */
const AROUND = 3

export function Revisions({ draft, saved }: { draft: Draft<Content>; saved: Content }) {
  const { id, revision: newest } = saved
  const read = reading(60_000, 'GET /api/v1/content/{id}/revisions', {
    params: { id },
    query: { limit: SHOWN },
  }).value
  const asked = Number(place.value.query.get('from'))
  const from = asked >= 1 && asked < newest ? asked : newest - 1
  const restore = (number: number) =>
    void attempt(async () => {
      await bringBack(id, number)
      await draft.readAnew()
      say(k.isRestored(number), async () => {
        await attempt(() => bringBack(id, newest))
        await draft.readAnew()
      })
    })
  return (
    <div class="cols two">
      {newest === 1 ? (
        <Sheet title={k.comparison}>
          <p class="small dim">{k.noEarlier}</p>
        </Sheet>
      ) : (
        <Compared key={`${from} ${newest}`} id={id} from={from} newest={newest} />
      )}
      <Sheet title={k.revisions} note={String(newest)} isWide>
        <Read from={read} height={120}>
          {({ items }) => (
            <ul class="revisions">
              {items.map((one) => (
                <One
                  key={one.number}
                  revision={one}
                  isNewest={one.number === newest}
                  isShown={one.number === from}
                  onRestore={() => restore(one.number)}
                />
              ))}
            </ul>
          )}
        </Read>
      </Sheet>
    </div>
  )
}

async function bringBack(id: string, number: number): Promise<void> {
  await call('POST /api/v1/content/{id}/revisions/{number}/restore', { params: { id, number } })
  await readAgain((route) => route.includes('/content'))
}

interface OneProps {
  revision: Revision
  isNewest: boolean
  isShown: boolean
  onRestore(): void
}

function One({ revision, isNewest, isShown, onRestore }: OneProps) {
  const { number, title, author_id, created_at, restored_from } = revision
  const who = author_id ? nameOfMember(author_id) : t.anApp
  return (
    <li data-revision={number} class={isShown ? 'on' : undefined}>
      <span>
        {isNewest ? (
          <b>{k.revision(number)}</b>
        ) : (
          <a href={changed({ from: number })} aria-current={isShown ? 'true' : undefined}>
            <b>{k.revision(number)}</b>
          </a>
        )}{' '}
        {isNewest && <span class="tag">{k.newestRevision}</span>}
        {restored_from !== null && <span class="tag">{k.restoredFrom(restored_from)}</span>}
      </span>
      <span class="cut dim">{title}</span>
      <span class="note">
        {who}, <When at={created_at} />
      </span>
      {!isNewest && isShown && (
        <button type="button" class="btn start" onClick={onRestore}>
          {k.restore}
        </button>
      )}
    </li>
  )
}

function Compared({ id, from, newest }: { id: string; from: number; newest: number }) {
  const params = { id, number: from }
  const read = reading(null, 'GET /api/v1/content/{id}/revisions/{number}/comparison', {
    params,
    query: { with: newest },
  }).value
  return (
    <Sheet title={k.compareWith(from)} isWide>
      <Read from={read} height={200}>
        {(comparison) => <Difference of={comparison} />}
      </Read>
    </Sheet>
  )
}

function Difference({ of: { title, body } }: { of: Comparison }) {
  const isSame = title.before === title.after && body.every(({ kind }) => kind === 'same')
  return (
    <div class="difference">
      {title.before !== title.after && <p class="small">{k.titleWas(title.before, title.after)}</p>}
      {isSame && <p class="small dim">{k.sameAsNewest}</p>}
      {/* Parts of one comparison: their place is their identity. */}
      {body.map(({ kind, lines }, i) =>
        kind === 'same' ? (
          <Same key={`${i}`} lines={lines} isFirst={i === 0} isLast={i === body.length - 1} />
        ) : (
          <Lines key={`${i}`} kind={kind} lines={lines} />
        ),
      )}
    </div>
  )
}

function Same({ lines, isFirst, isLast }: { lines: readonly string[]; isFirst: boolean; isLast: boolean }) {
  const head = isFirst ? [] : lines.slice(0, AROUND)
  const tail = isLast ? [] : lines.slice(Math.max(head.length, lines.length - AROUND))
  const hidden = lines.length - head.length - tail.length
  return (
    <>
      <Lines kind="same" lines={head} />
      {hidden > 0 && <p class="note between">{k.same(hidden)}</p>}
      <Lines kind="same" lines={tail} />
    </>
  )
}

const SIGNS = { same: ' ', removed: '−', added: '+' } as const

function Lines({ kind, lines }: { kind: keyof typeof SIGNS; lines: readonly string[] }) {
  const spoken = kind === 'removed' ? k.removedLine : kind === 'added' ? k.addedLine : null
  return (
    <>
      {lines.map((line, i) => (
        <div key={`${i}`} class={`line ${kind}`}>
          <span aria-hidden="true">{SIGNS[kind]}</span>
          <span>
            {spoken && <span class="hidden">{spoken}: </span>}
            {line}
          </span>
        </div>
      ))}
    </>
  )
}
