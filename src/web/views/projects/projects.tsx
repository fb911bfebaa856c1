/** Projects: what each is for, whose it is, until when, and how many of its tasks are late. */
import { useSignal } from '@preact/signals'
import type { Project } from '../../../../docs/api-types.ts'
import { call } from '../../api/client.ts'
import { dateOf, dayRange } from '../../format/dates.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { Field, TextField } from '../../parts/field.tsx'
import { Failed, Read, Sheet } from '../../parts/sheet.tsx'
import { say } from '../../parts/toasts.tsx'
import { useForm } from '../../parts/use-form.ts'
import { nameOfMember, readMembers } from '../../state/people.ts'
import { readAgain, reading } from '../../state/reading.ts'
import { address, place } from '../../state/route.ts'
import { isAtLeast, today } from '../../state/session.ts'
import { administration } from '../../texts/administration.ts'
import { t } from '../../texts/texts.ts'
import { work } from '../../texts/work.ts'
import { TaskRow } from '../tasks/task-row.tsx'

export function Projects() {
  const [, id] = place.value.path
  return id ? <OneProject key={id} id={id} /> : <All />
}

function All() {
  const isMaking = useSignal(false)
  const projects = reading(60_000, 'GET /api/v1/projects', { query: { limit: 200, count: 'true' } }).value
  return (
    <div class="body">
      <Sheet
        title={t.frame.views.projects}
        note={projects.value?.total !== undefined && String(projects.value.total)}
        right={
          isAtLeast('member') && (
            <button
              type="button"
              class="btn main"
              onClick={() => {
                isMaking.value = true
              }}
            >
              {work.projects.new}
            </button>
          )
        }
        isWide
      >
        <Read from={projects} after={readMembers()} height={200}>
          {({ items }) =>
            items.length === 0 ? (
              <p class="small dim pad">{work.projects.none}</p>
            ) : (
              <Table projects={items} />
            )
          }
        </Read>
      </Sheet>
      <Dialog isOpen={isMaking} title={work.projects.new}>
        <Make isOpen={isMaking} />
      </Dialog>
    </div>
  )
}

const ORDER = ['active', 'planning', 'on_hold', 'completed', 'archived']

function Table({ projects }: { projects: readonly Project[] }) {
  const sorted = [...projects].sort(
    (a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status) || a.name.localeCompare(b.name),
  )
  return (
    <table>
      <caption class="hidden">{t.frame.views.projects}</caption>
      <thead>
        <tr>
          <th scope="col">{administration.members.name}</th>
          <th scope="col">{work.tasks.status}</th>
          <th scope="col" class="wide">
            {work.projects.owner}
          </th>
          <th scope="col" class="wide">
            {work.projects.dates}
          </th>
        </tr>
      </thead>
      <tbody>
        {sorted.map((one) => (
          <tr key={one.id}>
            <td>
              <a href={address(`projects/${one.id}`)}>
                <b>{one.name}</b>
              </a>
            </td>
            <td>
              {work.projects.statuses[one.status]}{' '}
              {one.overdue && <span class="tag red">{work.projects.late}</span>}
            </td>
            <td class="dim wide">{nameOfMember(one.owner_id)}</td>
            <td class="dim wide">
              <Dates project={one} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Dates({ project: { starts_on, ends_on } }: { project: Project }) {
  if (starts_on && ends_on) return <>{dayRange(starts_on, ends_on)}</>
  if (ends_on) return <>{work.projects.until(dateOf(ends_on, today.value))}</>
  return <>{starts_on ? work.projects.from(dateOf(starts_on, today.value)) : '–'}</>
}

function Make({ isOpen }: { isOpen: { value: boolean } }) {
  const name = useSignal('')
  const description = useSignal('')
  const form = useForm(async () => {
    await call('POST /api/v1/projects', { body: { name: name.value.trim(), description: description.value } })
    isOpen.value = false
    say(work.projects.made)
    await readAgain((route) => route.includes('/projects'))
  })
  return (
    <form class="stack" onSubmit={form.submit} noValidate>
      <Field
        label={administration.members.name}
        name="name"
        value={name.value}
        onValue={(value) => {
          name.value = value
        }}
        wrong={form.wrong('name') ?? form.said ?? undefined}
        autoFocus
      />
      <TextField
        label={work.tasks.description}
        value={description.value}
        onValue={(value) => {
          description.value = value
        }}
      />
      <div class="actions">
        <button type="submit" class="btn main" disabled={form.is_sending}>
          {work.tasks.make}
        </button>
      </div>
    </form>
  )
}

function OneProject({ id }: { id: string }) {
  const { value: project, error } = reading(60_000, 'GET /api/v1/projects/{id}', { params: { id } }).value
  const open = [
    reading(60_000, 'GET /api/v1/tasks', {
      query: { project_id: id, status: 'in_progress', sort: 'due', limit: 200, count: 'true' },
    }).value,
    reading(60_000, 'GET /api/v1/tasks', {
      query: { project_id: id, status: 'todo', sort: 'due', limit: 200, count: 'true' },
    }).value,
  ]
  const done =
    reading(60_000, 'GET /api/v1/tasks', {
      query: { project_id: id, status: 'done', limit: 1, count: 'true' },
    }).value.value?.total ?? 0
  const tasks = open.flatMap(({ value }) => value?.items ?? [])
  const remaining = open.reduce((sum, { value }) => sum + (value?.total ?? 0), 0)
  const late = tasks.filter(({ overdue }) => overdue).length
  if (error && !project) return <Failed error={error} />
  if (!project) return <div class="body" aria-busy="true" />
  const all = remaining + done
  return (
    <div class="body">
      <Sheet
        title={project.name}
        note={work.projects.statuses[project.status]}
        right={<Dates project={project} />}
      >
        {project.description && <p class="small text">{project.description}</p>}
        <div class="progress-line">
          <span class="share" role="img" aria-label={work.projects.progress(done, all)}>
            <i class="b1" style={{ flexGrow: done }} />
            <i style={{ flexGrow: remaining }} />
          </span>
          <span class="small dim">
            {work.projects.progress(done, all)}{' '}
            {late > 0 && <span class="red">{work.projects.lateTasks(late)}</span>}
          </span>
        </div>
      </Sheet>
      <Sheet title={work.projects.openTasks} note={String(remaining)} isWide>
        {tasks.length === 0 ? (
          <p class="small dim pad">{work.projects.noOpen}</p>
        ) : (
          <ul>
            {tasks.map((task) => (
              <TaskRow
                key={task.id}
                task={task}
                isSelected={false}
                onSelect={null}
                href={address('tasks', { task: task.id })}
              />
            ))}
          </ul>
        )}
      </Sheet>
    </div>
  )
}
