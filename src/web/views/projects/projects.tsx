/** Projects: what each is for, whose it is, until when, and how many of its tasks are late. */
import { useSignal } from '@preact/signals'
import type { ListedProject } from '../../../../docs/api-types.ts'
import { call } from '../../api/client.ts'
import { count } from '../../format/numbers.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { Field, TextField } from '../../parts/field.tsx'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { say } from '../../parts/toasts.tsx'
import { useForm } from '../../parts/use-form.ts'
import { nameOfMember, readMembers } from '../../state/people.ts'
import { readAgain, reading } from '../../state/reading.ts'
import { address, place } from '../../state/route.ts'
import { isAtLeast } from '../../state/session.ts'
import { administration } from '../../texts/administration.ts'
import { t } from '../../texts/texts.ts'
import { work } from '../../texts/work.ts'
import { Dates } from './dates.tsx'
import { STATUSES } from './edit.tsx'
import { OneProject } from './one-project.tsx'

export function Projects() {
  const [, id] = place.value.path
  return id ? <OneProject key={id} id={id} /> : <All />
}

function All() {
  const isMaking = useSignal(false)
  const projects = reading(60_000, 'GET /api/v1/projects', {
    query: { limit: 200, count: 'true', tasks: 'true' },
  }).value
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

function Table({ projects }: { projects: readonly ListedProject[] }) {
  const sorted = [...projects].sort(
    (a, b) => STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status) || a.name.localeCompare(b.name),
  )
  return (
    <table class="lines">
      <caption class="hidden">{t.frame.views.projects}</caption>
      <thead>
        <tr>
          <th scope="col">{administration.members.name}</th>
          <th scope="col">{work.tasks.status}</th>
          <th scope="col" class="wide">
            {work.projects.owner}
          </th>
          <th scope="col">{work.projects.done}</th>
          <th scope="col" class="num">
            {work.projects.openCount}
          </th>
          <th scope="col" class="num">
            {work.projects.lateCount}
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
            <Counts tasks={one.tasks} />
            <td class="dim wide">
              <Dates project={one} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Counts({ tasks }: { tasks: ListedProject['tasks'] | undefined }) {
  const { todo = 0, in_progress = 0, done = 0, late = 0 } = tasks ?? {}
  const open = todo + in_progress
  const said = work.projects.progress(done, open + done)
  return (
    <>
      <td class="progress-cell" title={said}>
        <span class="share" role="img" aria-label={said}>
          {done > 0 && <i class="b1" style={{ flexGrow: done }} />}
          {in_progress > 0 && <i class="b2" style={{ flexGrow: in_progress }} />}
          {todo > 0 && <i style={{ flexGrow: todo }} />}
        </span>
        <span class="note wide">{open + done > 0 && work.tasks.shownOf(count(done), open + done)}</span>
      </td>
      <td class="num" data-label={work.projects.openCount}>
        {count(open)}
      </td>
      <td class={late > 0 ? 'num red' : 'num faint wide'} data-label={work.projects.lateCount}>
        {late > 0 ? count(late) : '–'}
      </td>
    </>
  )
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
