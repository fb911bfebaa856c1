/** One project: what it is for, how far it is, and what is open of it. */
import { useSignal } from '@preact/signals'
import type { Project } from '../../../../docs/api-types.ts'
import { leastOf, totalOf } from '../../format/numbers.ts'
import { Icon } from '../../parts/icon.tsx'
import { Menu } from '../../parts/menu.tsx'
import { Failed, Sheet } from '../../parts/sheet.tsx'
import { nameOfMember, readMembers } from '../../state/people.ts'
import { isAwaited, reading } from '../../state/reading.ts'
import { address } from '../../state/route.ts'
import { account, isAtLeast } from '../../state/session.ts'
import { t } from '../../texts/texts.ts'
import { work } from '../../texts/work.ts'
import { TaskRow } from '../tasks/task-row.tsx'
import { Completed } from './completed.tsx'
import { Dates } from './dates.tsx'
import { discardProject, EditProject } from './edit.tsx'

const MINUTE_MS = 60_000
const SHOWN = 200

export function OneProject({ id }: { id: string }) {
  const { value: project, error } = reading(MINUTE_MS, 'GET /api/v1/projects/{id}', { params: { id } }).value
  if (error && !project) return <Failed error={error} />
  if (!project || isAwaited(readMembers(), readCounts(id), readOpen(id)))
    return <div class="body" aria-busy="true" />
  return (
    <div class="body" data-project={id}>
      <a class="back small" href={address('projects')}>
        <Icon name="back" />
        {t.frame.views.projects}
      </a>
      <About project={project} />
      <OpenTasks id={id} />
      <Completed id={id} />
    </div>
  )
}

function About({ project }: { project: Project }) {
  const isEditing = useSignal(false)
  return (
    <Sheet
      title={project.name}
      note={work.projects.statuses[project.status]}
      right={
        <>
          <span class="small dim wide">{nameOfMember(project.owner_id)}</span>
          <Dates project={project} />
          {isAtLeast('member') && (
            <button
              type="button"
              class="btn"
              onClick={() => {
                isEditing.value = true
              }}
            >
              {work.projects.change}
            </button>
          )}
          {mayDiscard(project) && (
            <Menu label={t.frame.more} className="icon" button={<Icon name="more" />}>
              <button type="button" role="menuitem" onClick={() => void discardProject(project)}>
                {work.tasks.delete}
              </button>
            </Menu>
          )}
        </>
      }
    >
      {project.description && <p class="small text">{project.description}</p>}
      <Progress id={project.id} />
      <EditProject id={project.id} isOpen={isEditing} />
    </Sheet>
  )
}

/** Its owner, admins, and whoever leads its team. */
function mayDiscard({ owner_id, team_id }: Project): boolean {
  if (isAtLeast('admin')) return true
  if (!isAtLeast('member')) return false
  return owner_id === account.value?.member.id || (team_id !== null && leads(team_id))
}

function leads(team_id: string): boolean {
  const { value } = reading(5 * MINUTE_MS, 'GET /api/v1/teams/{id}/members', {
    params: { id: team_id },
    query: { limit: SHOWN },
  }).value
  return value?.items.find(({ id }) => id === account.value?.member.id)?.role === 'lead'
}

function readCounts(id: string) {
  return reading(MINUTE_MS, 'GET /api/v1/tasks/stats/counts', { query: { project_id: id } }).value
}

function Progress({ id }: { id: string }) {
  const { value } = readCounts(id)
  const { todo = 0, in_progress = 0, done = 0 } = value?.by_status ?? {}
  const late = value?.open.by_due.late ?? 0
  const all = todo + in_progress + done
  const said = work.projects.progress(done, all)
  return (
    <div class="progress-line">
      <span class="share" role="img" aria-label={said}>
        {done > 0 && <i class="b1" style={{ flexGrow: done }} />}
        {in_progress > 0 && <i class="b2" style={{ flexGrow: in_progress }} />}
        {todo > 0 && <i style={{ flexGrow: todo }} />}
      </span>
      <span class="small dim">
        {value && said} {late > 0 && <span class="red">{work.projects.lateTasks(late)}</span>}
      </span>
    </div>
  )
}

function readOpen(id: string) {
  return reading(MINUTE_MS, 'GET /api/v1/tasks', {
    query: { project_id: id, status: 'in_progress,todo', sort: 'due', limit: SHOWN, count: 'true' },
  }).value
}

function OpenTasks({ id }: { id: string }) {
  const { value } = readOpen(id)
  const tasks = value?.items ?? []
  const total = leastOf(value ?? {})
  return (
    <Sheet
      title={work.projects.openTasks}
      note={value && totalOf(value)}
      right={<a href={address('tasks', { project: id })}>{work.projects.allTasks}</a>}
      isWide
    >
      {value && tasks.length === 0 ? (
        <p class="small dim pad">{work.projects.noOpen}</p>
      ) : (
        <ul>
          {tasks.map((task) => (
            <TaskRow key={task.id} task={task} href={address('tasks', { task: task.id })} />
          ))}
        </ul>
      )}
      {value && total > tasks.length && (
        <p class="note pad">{work.tasks.moreThan(tasks.length, totalOf(value))}</p>
      )}
    </Sheet>
  )
}
