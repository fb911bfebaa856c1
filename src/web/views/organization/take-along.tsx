/** What an organization has, taken along: its numbers and events as files, all of it by whoever runs the instance. */
import { useSignal } from '@preact/signals'
import { stream } from '../../api/client.ts'
import { attempt } from '../../parts/attempt.ts'
import { CopyBox } from '../../parts/copy-box.tsx'
import { saveFile } from '../../parts/copy-text.ts'
import { Sheet } from '../../parts/sheet.tsx'
import { administration } from '../../texts/administration.ts'
import { guide } from '../../texts/guide.ts'

export function TakeAlong({ slug }: { slug: string }) {
  const isSaving = useSignal(false)
  const { takeAlong: said } = administration
  const save = async (name: string, body: object) => {
    isSaving.value = true
    await attempt(async () => {
      const asked = { date_range: '365d', include_today: true, ...body }
      saveFile(name, await (await stream('POST /api/v1/metrics/export', { body: asked })).blob())
    })
    isSaving.value = false
  }
  return (
    <Sheet title={said.title}>
      <div class="bar-row">
        <button
          type="button"
          class="btn"
          disabled={isSaving.value}
          onClick={() => void save(`${slug}.xlsx`, { format: 'xlsx' })}
        >
          {said.numbers}
        </button>
        <button
          type="button"
          class="btn"
          disabled={isSaving.value}
          onClick={() => void save(`${slug}-events.csv`, { format: 'csv', metric_types: ['activity'] })}
        >
          {said.events}
        </button>
      </div>
      <Command what={said.all} command={`almanac organization export ${slug}`} />
      <Command what={said.end} command={`almanac organization delete ${slug}`} />
    </Sheet>
  )
}

/** The page does not do it: whoever may has a terminal, and is asked there. */
function Command({ what, command }: { what: string; command: string }) {
  return (
    <>
      <p class="small dim top-gap">{what}</p>
      <CopyBox text={command} label={guide.copy} />
    </>
  )
}
