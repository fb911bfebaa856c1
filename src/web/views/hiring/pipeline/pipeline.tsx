/** Who applied for a job, by stage. Cards are dragged, or moved by keys and by the menu of each. */
import { useSignal } from '@preact/signals'
import type { Application, Job, Stage } from '../../../../../docs/api-types.ts'
import { Failed } from '../../../parts/sheet.tsx'
import { h } from '../../../texts/hiring.ts'
import { mayManage } from '../rights.ts'
import { Card } from './card.tsx'
import { dragging } from './dragging.ts'
import { onPipelineKey } from './keys.ts'
import { move } from './move.ts'
import { Reject, rejecting } from './reject.tsx'
import { ENDS, inOrder, readStage, WAY } from './shown.ts'

export function Pipeline({ job }: { job: Job }) {
  const read = [...WAY, ...ENDS].map((stage) => readStage(job.id, stage).value)
  const error = read.find((one) => one.error && !one.value)?.error
  if (error) return <Failed error={error} />
  if (read.some(({ value }) => !value)) return <div class="body" aria-busy="true" />
  const total = (some: typeof read) => some.reduce((sum, { value }) => sum + (value?.total ?? 0), 0)
  const ended = total(read.slice(WAY.length))
  const manages = mayManage(job)
  if (total(read) === 0) return <Nobody job={job} />
  return (
    <>
      <div class="board pipeline" onKeyDown={(event) => onPipelineKey(event, manages, find(job))}>
        {WAY.map((stage) => (
          <Column key={stage} job={job} stage={stage} manages={manages} />
        ))}
        <Ended job={job} manages={manages} total={ended} />
      </div>
      {manages && (
        <p class="key-hints note wide" aria-hidden="true">
          {h.keys.map(([keys, what]) => (
            <span key={what}>
              <kbd>{keys}</kbd> {what}
            </span>
          ))}
        </p>
      )}
      <Reject />
    </>
  )
}

/** What stands on a card. */
function find(job: Job): (id: string) => Application | undefined {
  return (id) =>
    [...WAY, ...ENDS]
      .flatMap((stage) => readStage(job.id, stage).value.value?.items ?? [])
      .find((one) => one.id === id)
}

function Nobody({ job }: { job: Job }) {
  return (
    <div class="empty">
      <h2>{h.noApplications}</h2>
      <p class="small dim">{job.status === 'open' ? h.noApplicationsOpen : h.noApplicationsDraft}</p>
    </div>
  )
}

interface ColumnProps {
  job: Job
  stage: Stage
  manages: boolean
}

/** Where cards may be dropped. */
function useDrop(
  isFor: (application: Application) => boolean,
  onDropped: (application: Application) => void,
) {
  const isOver = useSignal(false)
  return {
    isOver,
    onDragOver(event: DragEvent) {
      if (!dragging.application || !isFor(dragging.application)) return
      event.preventDefault()
      isOver.value = true
    },
    onDragLeave() {
      isOver.value = false
    },
    onDrop(event: DragEvent) {
      event.preventDefault()
      isOver.value = false
      const dropped = dragging.application
      dragging.application = null
      if (dropped && isFor(dropped)) onDropped(dropped)
    },
  }
}

function Column({ job, stage, manages }: ColumnProps) {
  const { isOver, ...drop } = useDrop(
    (one) => one.stage !== stage,
    (one) => void move(one, stage),
  )
  const { value } = readStage(job.id, stage).value
  const applications = inOrder(value?.items ?? [])
  const total = value?.total ?? 0
  return (
    <section
      class={isOver.value ? 'column over' : 'column'}
      aria-label={h.stages[stage]}
      data-stage={stage}
      {...drop}
    >
      <header>
        <h2>{h.stages[stage]}</h2>
        <span class="note">{total}</span>
      </header>
      {applications.map((one) => (
        <Card key={one.id} application={one} manages={manages} />
      ))}
      {applications.length === 0 && <p class="note">{h.noneHere}</p>}
      {total > applications.length && <p class="note">{h.more(total - applications.length)}</p>}
    </section>
  )
}

/** Who was rejected, and who has withdrawn: out of the way, and within reach. */
function Ended({ job, manages, total }: { job: Job; manages: boolean; total: number }) {
  const isShown = useSignal(false)
  const { isOver, ...drop } = useDrop(
    ({ stage }) => !ENDS.includes(stage),
    (one) => {
      rejecting.value = one
    },
  )
  const applications = ENDS.flatMap((stage) => readStage(job.id, stage).value.value?.items ?? [])
  return (
    <section
      class={isOver.value ? 'column ended over' : 'column ended'}
      aria-label={h.ended}
      data-stage="ended"
      {...drop}
    >
      <header>
        <h2>{h.ended}</h2>
        <span class="note">{total}</span>
        {total > 0 && (
          <button
            type="button"
            class="link right"
            aria-expanded={isShown.value}
            onClick={() => {
              isShown.value = !isShown.value
            }}
          >
            {isShown.value ? h.endedHide : h.endedShow(total)}
          </button>
        )}
      </header>
      {isShown.value &&
        inOrder(applications).map((one) => <Card key={one.id} application={one} manages={manages} />)}
    </section>
  )
}
