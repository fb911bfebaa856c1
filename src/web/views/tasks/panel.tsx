/**
 * The open task beside the list: what it is, what became of it, what was said. It is changed as it was
 * seen; where somebody else was quicker, theirs is shown, and one chooses.
 */
import { useEffect, useRef } from 'preact/hooks'
import type { ListedTask, Task, TaskChanges, TaskPriority, TaskStatus } from '../../../../docs/api-types.ts'
import { callTagged } from '../../api/client.ts'
import { shortDay } from '../../format/dates.ts'
import { dayIn } from '../../format/days.ts'
import { attempt } from '../../parts/attempt.ts'
import { ChosenSelect } from '../../parts/chosen.tsx'
import { ConflictNote } from '../../parts/conflict.tsx'
import { copyLink } from '../../parts/copy-link.ts'
import { Icon } from '../../parts/icon.tsx'
import { Menu } from '../../parts/menu.tsx'
import { Failed } from '../../parts/sheet.tsx'
import { type Draft, useDraft } from '../../parts/use-draft.ts'
import { nameOfMember, readMembers } from '../../state/people.ts'
import { nameOfProject } from '../../state/projects.ts'
import { isAwaited } from '../../state/reading.ts'
import { changed, go } from '../../state/route.ts'
import { today, zone } from '../../state/session.ts'
import { t } from '../../texts/texts.ts'
import { work } from '../../texts/work.ts'
import { deleteTasks, readTasksAgain } from './change.ts'
import { Comments, readComments } from './comments.tsx'
import { type Change, Fields, type Writing } from './fields.tsx'
import { readFiles, TaskFiles } from './files.tsx'
import { History, readHistory } from './history.tsx'
import { mayChange, StatusMark } from './marks.tsx'
import { readShares, readTeams, Sharing } from './sharing.tsx'
import { listedTask, readListed, STATUSES } from './shown.ts'

export function Panel({ id }: { id: string }) {
  const draft = useTaskDraft(id)
  const change: Change = async (changes) => {
    await attempt(() => draft.save(changes))
    await readTasksAgain()
  }
  // Its parts come at once: what came by itself would move those below it.
  const parts = [readShares(id), readTeams(), readFiles(id), readHistory(id), readComments(id), readMembers()]
  // Only at first: another list beside it must not take away what one writes here.
  const isWhole = useRef(false)
  isWhole.current ||= !isAwaited(...parts, ...readListed())
  const task = isWhole.current ? draft.value : undefined
  const listed = useRef<ListedTask | undefined>(undefined)
  listed.current = listedTask(id) ?? listed.current
  useNewest(draft, listed.current)
  const mayWrite = mayChange(listed.current)
  const manages = mayChange(listed.current, 'manage')
  return (
    <aside class="panel" aria-label={work.tasks.open}>
      <div class="panel-in">
        <div class="panel-top">
          {task && <StatusMenu task={task} mayWrite={mayWrite} change={change} />}
          <div class="right">
            {task && (
              <button
                type="button"
                class="icon"
                aria-label={work.tasks.copyLink}
                title={work.tasks.copyLink}
                onClick={() => void copyLink()}
              >
                <Icon name="copy" />
              </button>
            )}
            {task && manages && (
              <Menu label={t.frame.more} className="icon" button={<Icon name="more" />}>
                <button
                  type="button"
                  role="menuitem"
                  onClick={() => {
                    go(changed({ task: null }))
                    void deleteTasks([task])
                  }}
                >
                  {work.tasks.delete}
                </button>
              </Menu>
            )}
            <a class="icon" href={changed({ task: null })} aria-label={t.close}>
              <Icon name="close" />
            </a>
          </div>
        </div>
        {draft.error && <Failed error={draft.error} />}
        <ConflictNote draft={draft} nameOf={nameOfField} written={writtenOf} />
        {task && (
          <Fields
            key={`${draft.saved?.updated_at} ${draft.collisions.length}`}
            task={task}
            mayWrite={mayWrite}
            change={change}
          />
        )}
        {task && <Sharing task={task} manages={manages} />}
        {task && <TaskFiles id={id} mayAdd={mayWrite} manages={manages} />}
        {task && <History task={task} />}
        {task && <Comments task_id={id} manages={manages} />}
      </div>
    </aside>
  )
}

const FIELDS = [
  'title',
  'description',
  'status',
  'priority',
  'assignee_id',
  'project_id',
  'due_on',
  'due_at',
  'labels',
] as const

function useTaskDraft(id: string): Draft<Task> {
  const params = { id }
  return useDraft<Task, TaskChanges>(id, {
    fields: FIELDS,
    read: () => callTagged('GET /api/v1/tasks/{id}', { params }),
    write: (body, if_match) => callTagged('PATCH /api/v1/tasks/{id}', { params, body, if_match }),
  })
}

/** What somebody else has changed is shown once the list knows of it, but not under one who is writing. */
function useNewest({ saved, isChanged, readAnew }: Draft<Task>, listed: ListedTask | undefined): void {
  const isOlder = saved !== undefined && listed !== undefined && saved.updated_at < listed.updated_at
  useEffect(() => {
    const isWriting = document.activeElement?.closest('.panel input, .panel textarea') != null
    if (isOlder && !isChanged && !isWriting) readAnew().catch(() => {})
  }, [isOlder, listed?.updated_at])
}

function StatusMenu({ task: { status }, mayWrite, change }: Writing) {
  return (
    <label class="panel-status">
      <StatusMark status={status} />
      <ChosenSelect
        class="chip"
        label={work.tasks.status}
        value={status}
        disabled={!mayWrite}
        options={STATUSES.map((one) => [one, work.tasks.statuses[one]] as const)}
        onChosen={(one) => void change({ status: one })}
      />
    </label>
  )
}

function nameOfField(field: keyof Task): string {
  const { tasks } = work
  const names: Partial<Record<keyof Task, string>> = {
    title: tasks.title,
    description: tasks.description,
    status: tasks.status,
    priority: tasks.priorityName,
    assignee_id: tasks.for,
    project_id: tasks.project,
    due_on: tasks.due,
    due_at: tasks.due,
    labels: tasks.labels,
  }
  return names[field] ?? field
}

function writtenOf(field: keyof Task, value: unknown): string {
  const { statuses, priorities } = work.tasks
  if (field === 'labels') return (value as Task['labels']).join(', ') || '–'
  if (field === 'assignee_id') return nameOfMember(value as Task['assignee_id'])
  if (value === null || value === '') return '–'
  if (field === 'status') return statuses[value as TaskStatus]
  if (field === 'priority') return priorities[value as TaskPriority]
  if (field === 'project_id') return nameOfProject(value as string)
  if (field === 'due_on') return shortDay(value as string, today.value)
  if (field === 'due_at') return shortDay(dayIn(zone.value, new Date(value as string)), today.value)
  return String(value)
}
