/** What was imported, and the way to take it out again. */
import { useSignal } from '@preact/signals'
import type { Import, UndoLine } from '../../../../docs/api-types.ts'
import { stream } from '../../api/client.ts'
import { linesOf } from '../../api/lines.ts'
import { count } from '../../format/numbers.ts'
import { AskFirst } from '../../parts/ask-first.tsx'
import { attempt } from '../../parts/attempt.ts'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { say } from '../../parts/toasts.tsx'
import { When } from '../../parts/when.tsx'
import { nameOfMember } from '../../state/people.ts'
import { readAgain, reading } from '../../state/reading.ts'
import { administration } from '../../texts/administration.ts'
import { t } from '../../texts/texts.ts'

export function ImportsSheet() {
  const query = { limit: 100, sort: '-created_at' as const }
  const imports = reading(15_000, 'GET /api/v1/imports', { query }).value
  const { importsView: said } = administration
  return (
    <Sheet title={said.title} isWide>
      <Read from={imports} height={100}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="small dim pad">{said.none}</p>
          ) : (
            <table class="lines">
              <caption class="hidden">{said.title}</caption>
              <thead>
                <tr>
                  <th scope="col">{said.file}</th>
                  <th scope="col" class="wide">
                    {said.when}
                  </th>
                  <th scope="col" class="num">
                    {said.events}
                  </th>
                  <th scope="col" class="num wide">
                    {said.refused}
                  </th>
                  <th scope="col">
                    <span class="hidden">{t.frame.more}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map((one) => (
                  <Row key={one.id} one={one} />
                ))}
              </tbody>
            </table>
          )
        }
      </Read>
    </Sheet>
  )
}

function Row({ one }: { one: Import }) {
  const isAsked = useSignal(false)
  const { id, file_name, author_id, created_at, accepted, rejected, state } = one
  const { importsView: said } = administration
  const name = file_name ?? said.unnamed
  const isThere = state === 'done' || state === 'interrupted' || state === 'running'
  return (
    <tr data-imported={id}>
      <td class="break">
        <b>{name}</b> {state !== 'done' && <span class="tag">{said.states[state]}</span>}
      </td>
      <td class="dim wide">
        <When at={created_at} />
        {author_id && `, ${nameOfMember(author_id)}`}
      </td>
      <td class="num" data-label={said.events}>
        {count(accepted)}
      </td>
      <td class="num dim wide">{count(rejected)}</td>
      <td class="num nowrap">
        {isThere && (
          <>
            <button
              type="button"
              class="link"
              onClick={() => {
                isAsked.value = true
              }}
            >
              {said.takeBack}
            </button>
            <AskFirst
              isOpen={isAsked}
              title={said.takeBackTitle(name)}
              label={said.takeBackNow}
              onDo={() => void takeBack(id, name)}
            >
              <p>{said.takeBackWhat(accepted)}</p>
            </AskFirst>
          </>
        )}
      </td>
    </tr>
  )
}

async function takeBack(id: string, name: string): Promise<void> {
  await attempt(async () => {
    const response = await stream('DELETE /api/v1/imports/{id}', { params: { id } })
    for await (const { done, error } of linesOf<UndoLine>(response)) {
      if (error) say(error.detail)
      if (done) say(administration.importsView.takenBack(name))
    }
  })
  await readAgain()
}
