/** Who sees a task, and with whom else it is shared: to view it, or to edit it. */
import type { Task, TaskShare, TaskSharePermission } from '../../../../docs/api-types.ts'
import { call } from '../../api/client.ts'
import { attempt } from '../../parts/attempt.ts'
import { ChooseOne } from '../../parts/choose.tsx'
import { ChosenSelect } from '../../parts/chosen.tsx'
import { say } from '../../parts/toasts.tsx'
import { members, nameOfMember } from '../../state/people.ts'
import { readAgain, reading } from '../../state/reading.ts'
import { t } from '../../texts/texts.ts'
import { work } from '../../texts/work.ts'

const PERMISSIONS = ['view', 'edit'] as const
const FIVE_MINUTES_MS = 300_000

type Subject = Pick<TaskShare, 'kind' | 'id'>

export function readShares(id: string) {
  return reading(60_000, 'GET /api/v1/tasks/{id}/shares', { params: { id }, query: { limit: 200 } }).value
}

/** @param manages Whether one may share it. */
export function Sharing({ task, manages }: { task: Task; manages: boolean }) {
  const shares = readShares(task.id).value?.items ?? []
  return (
    <section aria-label={work.tasks.sharing}>
      <h3>{work.tasks.sharing}</h3>
      <ul class="rows quiet">
        <li class="dim">{work.tasks.seenBy(task.project_id !== null, task.team_id !== null)}</li>
        {shares.map((share) => (
          <Shared key={share.id} task_id={task.id} share={share} manages={manages} />
        ))}
      </ul>
      {manages && <ShareWith task={task} there={new Set(shares.map(({ id }) => id))} />}
    </section>
  )
}

export function readTeams() {
  return reading(FIVE_MINUTES_MS, 'GET /api/v1/teams', { query: { limit: 200 } }).value
}

function teams() {
  return readTeams().value?.items ?? []
}

function nameOf({ kind, id }: Subject): string {
  if (kind === 'member') return nameOfMember(id)
  return teams().find((one) => one.id === id)?.name ?? t.somebody
}

function paramsOf(id: string, subject: Subject) {
  return { id, kind: `${subject.kind}s` as 'members' | 'teams', subject_id: subject.id }
}

async function share(task_id: string, subject: Subject, permission: TaskSharePermission): Promise<void> {
  const route = 'PUT /api/v1/tasks/{id}/shares/{kind}/{subject_id}'
  await attempt(() => call(route, { params: paramsOf(task_id, subject), body: { permission } }))
  await readAgain((one) => one.includes('/shares'))
}

async function unshare(task_id: string, one: TaskShare): Promise<void> {
  const route = 'DELETE /api/v1/tasks/{id}/shares/{kind}/{subject_id}'
  const isDone = await attempt(() => call(route, { params: paramsOf(task_id, one) }))
  if (isDone) say(work.tasks.unshared(nameOf(one)), () => share(task_id, one, one.permission))
  await readAgain((route) => route.includes('/shares'))
}

interface SharedProps {
  task_id: string
  share: TaskShare
  manages: boolean
}

function Shared({ task_id, share: one, manages }: SharedProps) {
  const name = nameOf(one)
  return (
    <li>
      <span class="cut">{name}</span>
      {manages ? (
        <>
          <ChosenSelect
            class="chip right"
            label={work.tasks.mayOf(name)}
            value={one.permission}
            options={PERMISSIONS.map(
              (permission) => [permission, work.tasks.permissions[permission]] as const,
            )}
            onChosen={(permission) => void share(task_id, one, permission)}
          />
          <button
            type="button"
            class="link"
            aria-label={work.tasks.unshareWith(name)}
            onClick={() => void unshare(task_id, one)}
          >
            {work.tasks.unshare}
          </button>
        </>
      ) : (
        <span class="right faint">{work.tasks.permissions[one.permission]}</span>
      )}
    </li>
  )
}

function ShareWith({ task, there }: { task: Task; there: ReadonlySet<string> }) {
  const people = members().filter(
    ({ id, status }) =>
      status === 'active' && !there.has(id) && id !== task.owner_id && id !== task.assignee_id,
  )
  const others = teams().filter(({ id }) => !there.has(id) && id !== task.team_id)
  if (people.length + others.length === 0) return null
  return (
    <ChooseOne
      label={work.tasks.shareWith}
      action={work.tasks.share}
      options={[
        ...people.map(({ id, name }) => [`member ${id}`, name] as const),
        ...others.map(({ id, name }) => [`team ${id}`, work.tasks.team(name)] as const),
      ]}
      onChoose={(subject) => {
        const [kind, id = ''] = subject.split(' ')
        void share(task.id, { kind: kind === 'team' ? 'team' : 'member', id }, 'view')
      }}
    />
  )
}
