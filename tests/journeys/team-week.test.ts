/**
 * A team's week, from the first sign-up on. After each step the dashboard says what the week's own
 * diary says: nothing is asked of Almanac that it is then compared with.
 */
import { expect, test } from 'bun:test'
import { type Answer, onEachEngine, type TestApp, testApp } from '../app.ts'
import { apiKey, type Member, signIn, signUp } from '../people.ts'
import { drifts, joinAs } from '../teams.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** An access token lives a little longer. */
const SIGNED_IN_MS = 10 * 60_000
/** 09:00 in Berlin, on a Monday. */
const MONDAY = Date.parse('2026-11-16T08:00:00Z')

type Status = 'todo' | 'in_progress' | 'done' | 'cancelled'
type Name = 'ada' | 'ben' | 'cleo' | 'vera'

interface NotedTask {
  id: string
  title: string
  status: Status
  due_on?: string
  started_at?: number
  cycle_ms?: number
  in_trash: boolean
}

/** What happened, as the team itself would have noted it down. */
class Diary {
  readonly tasks: NotedTask[] = []
  readonly projects: string[] = []
  readonly acted: [at: number, who: Name][] = []
  readonly said: [at: number, who: Name][] = []
  members = 0

  constructor(readonly now: () => number) {}

  acts(who: Name) {
    this.acted.push([this.now(), who])
  }

  says(who: Name) {
    this.said.push([this.now(), who])
    this.acts(who)
  }

  moves(task: NotedTask, status: Status) {
    if (status === 'in_progress') task.started_at ??= this.now()
    if (status === 'done' && task.started_at !== undefined) task.cycle_ms = this.now() - task.started_at
    else delete task.cycle_ms
    task.status = status
  }

  dashboard() {
    const today = this.#day(this.now())
    const todays = (all: [number, Name][]) => all.filter(([at]) => this.#day(at) === today)
    const distinct = (all: [number, Name][]) => new Set(all.map(([, who]) => who)).size
    const live = this.tasks.filter(({ in_trash }) => !in_trash)
    const by = (status: Status) => live.filter((task) => task.status === status).length
    const open = live.filter(({ status }) => status === 'todo' || status === 'in_progress')
    const counted = live.length - by('cancelled')
    return {
      total_users: this.members,
      active_users: distinct(this.acted.filter(([at]) => at > this.now() - DAY)),
      daily_active_users: distinct(todays(this.acted)),
      tasks_by_status: {
        todo: by('todo'),
        in_progress: by('in_progress'),
        done: by('done'),
        cancelled: by('cancelled'),
      },
      overdue: open.filter(({ due_on }) => due_on !== undefined && due_on < today).length,
      completion_rate: counted === 0 ? null : Math.round((by('done') / counted) * 1000) / 10,
      active_projects: this.projects.length,
      messages_today: todays(this.said).length,
      active_chatters: distinct(todays(this.said)),
    }
  }

  /** The median of the tasks that are done; `null` of none. What is in the trash was done all the same. */
  cycleHours(): number | null {
    const all = this.tasks.flatMap(({ cycle_ms }) => cycle_ms ?? []).sort((a, b) => a - b)
    const median = all[Math.ceil(all.length / 2) - 1]
    return median === undefined ? null : median / HOUR
  }

  #day(at: number): string {
    return new Date(at + HOUR).toISOString().slice(0, 10)
  }
}

onEachEngine('A team', (engine) => {
  test('has its week, and the dashboard tells it', async () => {
    await using app = await testApp(engine)
    const week = new Week(app)
    await week.begin()
    await week.plan()
    await week.work()
    await week.talk()
    await week.tidyUp()
    await week.lookBack()
  }, 60_000)
})

class Week {
  readonly #diary: Diary
  readonly #people = {} as Record<Name, Member>
  readonly #signedInAt = new Map<Name, number>()
  readonly #evenings = new Map<string, object>()
  #key = ''
  #projectId = ''

  constructor(readonly app: TestApp) {
    app.clock.at = MONDAY
    this.#diary = new Diary(() => app.clock.at)
  }

  /** Monday: Ada signs up, and invites the others. */
  async begin() {
    const { app } = this
    this.#people.ada = await signUp(app, 'ada', 'Europe/Berlin', 'Bluebird')
    this.#joined('ada')
    this.#key = await apiKey(app, this.#people.ada, 'read')
    await this.#compare('sign-up')
    for (const [name, role] of [
      ['ben', 'member'],
      ['cleo', 'member'],
      ['vera', 'viewer'],
    ] as const) {
      this.#people[name] = await joinAs(app, this.#people.ada, name, role)
      this.#joined(name)
      await this.#compare(`${name} joins`)
    }
    const notified = await this.#notifications('ada')
    expect(notified.every(({ kind }: any) => kind !== 'mention')).toBe(true)
  }

  /** A team, its project, and forty tasks in one go. */
  async plan() {
    const team = await this.#do('ada', 'POST', '/teams', { name: 'Garden' }, 201)
    await this.#do('ada', 'PUT', `/teams/${team.id}/members/${this.#people.ben.member_id}`, {
      role: 'member',
    })
    const project = await this.#do(
      'ada',
      'POST',
      '/projects',
      { name: 'Spring', status: 'active', team_id: team.id },
      201,
    )
    this.#projectId = project.id
    this.#diary.projects.push(project.id)
    this.#diary.acts('ada')
    await this.#compare('a project')
    const tasks = Array.from({ length: 40 }, (_, i) => ({
      title: `Bed ${i + 1}`,
      project_id: project.id,
      ...(i % 2 === 0 && { assignee_id: this.#people.ben.member_id }),
      ...(i < 10 && { due_on: `2026-11-${17 + (i % 3)}` }),
    }))
    const made = await this.#do('ada', 'POST', '/tasks/bulk', { tasks }, 201)
    for (const [i, { id, title }] of made.tasks.entries()) {
      const due_on = tasks[i]?.due_on
      this.#diary.tasks.push({ id, title, status: 'todo', in_trash: false, ...(due_on && { due_on }) })
    }
    this.#diary.acts('ada')
    await this.#compare('forty tasks')
    const assigned = await this.#notifications('ben')
    expect(assigned.filter(({ kind }: any) => kind === 'task_assigned')).toHaveLength(20)
    // Cleo is in no team: what is the team's is not there for her, until one of it is shared.
    expect((await this.#do('cleo', 'GET', '/tasks?count=true')).total).toBe(0)
    const first = this.#task(0)
    const share = `/tasks/${first.id}/shares/members/${this.#people.cleo.member_id}`
    await this.#do('ada', 'PUT', share, { permission: 'edit' })
    expect((await this.#do('cleo', 'GET', '/tasks?count=true')).total).toBe(1)
    expect((await this.#notifications('cleo')).map(({ kind }: any) => kind)).toContain('task_shared')
    await this.#compare('a share')
  }

  /** Tuesday to Thursday: tasks begin, are done, begin again, and are given up. */
  async work() {
    await this.#nextDay()
    await this.#compare('Tuesday begins')
    for (let i = 0; i < 12; i += 1) await this.#move('ben', i, 'in_progress')
    await this.#compare('twelve begun')
    this.app.clock.at += 3 * HOUR
    for (let i = 0; i < 6; i += 1) await this.#move('ben', i, 'done')
    await this.#compare('six done')
    await this.#nextDay()
    await this.#compare('Wednesday begins, and what was due on Tuesday is late')
    await this.#move('ben', 0, 'in_progress')
    await this.#move('ada', 7, 'cancelled')
    await this.#compare('one begun again, one given up')
    const comment = await this.#do(
      'cleo',
      'POST',
      `/tasks/${this.#task(0).id}/comments`,
      {
        body: `The bed is too wet, <@${this.#people.ben.member_id}>. What does <@${this.#people.vera.member_id}> say?`,
      },
      201,
    )
    this.#diary.acts('cleo')
    expect(comment.author_id).toBe(this.#people.cleo.member_id)
    await this.#compare('a comment')
    const mentioned = async (who: Name) =>
      (await this.#notifications(who)).filter(({ kind }: any) => kind === 'mention').length
    expect(await mentioned('ben')).toBe(1)
    // She cannot see the task, so that nothing of it reaches her.
    expect(await mentioned('vera')).toBe(0)
    await this.#nextDay()
    await this.#move('ben', 0, 'done')
    const ids = this.#diary.tasks.slice(12, 20).map(({ id }) => id)
    await this.#do('ada', 'PATCH', '/tasks/bulk', {
      tasks: ids.map((id) => ({ id, status: 'in_progress' })),
    })
    for (const id of ids) this.#diary.moves(this.#noted(id), 'in_progress')
    this.#diary.acts('ada')
    await this.#compare('eight begun at once')
  }

  /** A conversation, in which Vera is not. */
  async talk() {
    const { ben, cleo } = this.#people
    const conversation = await this.#do(
      'ada',
      'POST',
      '/conversations',
      { kind: 'group', title: 'Roses', member_ids: [ben.member_id, cleo.member_id] },
      201,
    )
    const messages = `/conversations/${conversation.id}/messages`
    for (const [who, body] of [
      ['ada', 'Shall we prune the roses?'],
      ['ben', 'When it is dry.'],
      ['ada', `Tomorrow, <@${cleo.member_id}>?`],
    ] as const) {
      await this.#do(who, 'POST', messages, { body }, 201)
      this.#diary.says(who)
      await this.#compare(`${who} says something`)
    }
    const unread = await this.#do('cleo', 'GET', `/conversations/${conversation.id}`)
    expect(unread.unread).toBe(3)
    expect((await this.#notifications('cleo')).filter(({ kind }: any) => kind === 'mention')).toHaveLength(1)
    const found = await this.#do('cleo', 'GET', '/search?q=prune')
    expect(found.items.map(({ kind }: any) => kind)).toEqual(['message'])
    expect((await this.#do('vera', 'GET', '/search?q=prune')).items).toEqual([])
    await this.#call('vera', 'GET', messages, undefined, 404)
    const { items } = await this.#do('ada', 'GET', messages)
    const own = items.find(({ body }: any) => body.startsWith('Shall'))
    await this.#do('ada', 'DELETE', `${messages}/${own.id}`, undefined, 204)
    expect((await this.#do('cleo', 'GET', '/search?q=prune')).items).toEqual([])
    // It was said all the same.
    await this.#compare('a message is deleted')
  }

  /** Friday: things go into the trash, and come back. */
  async tidyUp() {
    await this.#nextDay()
    const third = this.#task(3)
    await this.#do('ada', 'DELETE', `/tasks/${third.id}`, undefined, 204)
    third.in_trash = true
    await this.#compare('a task is deleted')
    await this.#do('ada', 'DELETE', `/projects/${this.#projectId}`, undefined, 204)
    for (const task of this.#diary.tasks) task.in_trash = true
    this.#diary.projects.length = 0
    await this.#compare('the project is deleted')
    await this.#do('ada', 'POST', `/trash/${this.#projectId}/restore`, undefined, 204)
    for (const task of this.#diary.tasks) task.in_trash = task === third
    this.#diary.projects.push(this.#projectId)
    await this.#compare('the project is back')
    await this.#do('ada', 'POST', `/trash/${third.id}/restore`, undefined, 204)
    third.in_trash = false
    await this.#compare('the task is back')
    const summary = await this.#do('ada', 'GET', '/projects/stats/summary')
    expect(summary.by_status.active).toBe(1)
  }

  /** Saturday: each day stands as it was, nothing has to be counted anew. */
  async lookBack() {
    await this.#nextDay()
    await this.#compare('Saturday')
    for (const [day, seen] of this.#evenings) {
      expect<unknown>([day, await this.#dashboard(`?as_of=${day}`)]).toEqual([day, seen])
    }
    expect(await drifts(this.app, this.#people.ada)).toEqual([])
  }

  #joined(name: Name) {
    this.#diary.members += 1
    this.#diary.acts(name)
    this.#signedInAt.set(name, this.app.clock.at)
  }

  #task(i: number): NotedTask {
    const task = this.#diary.tasks[i]
    if (!task) throw new Error(`there is no task ${i}`)
    return task
  }

  #noted(id: string): NotedTask {
    return this.#task(this.#diary.tasks.findIndex((task) => task.id === id))
  }

  async #move(who: Name, i: number, status: Status) {
    const task = this.#task(i)
    await this.#do(who, 'PATCH', `/tasks/${task.id}`, { status })
    this.#diary.moves(task, status)
    this.#diary.acts(who)
  }

  /** The next morning. What the evening showed is remembered. */
  async #nextDay() {
    const { clock } = this.app
    const today = new Date(clock.at + HOUR).toISOString().slice(0, 10)
    clock.at = Date.parse(`${today}T22:59:59.999Z`)
    this.#evenings.set(today, await this.#dashboard())
    clock.at = Date.parse(`${today}T08:00:00Z`) + DAY
  }

  async #compare(step: string) {
    const { cycle_time_hours, ...shown } = await this.#dashboard()
    expect<unknown>([step, shown]).toEqual([step, this.#diary.dashboard()])
    const exact = this.#diary.cycleHours()
    // Times are kept in bins of one per cent.
    const isRight =
      exact === null ? cycle_time_hours === null : Math.abs(cycle_time_hours - exact) <= exact * 0.01 + 0.05
    expect([step, cycle_time_hours, exact, isRight]).toEqual([step, cycle_time_hours, exact, true])
  }

  async #dashboard(query = '') {
    const { body } = await this.app.get(`/api/v1/metrics/dashboard${query}`, { key: this.#key })
    const { user_metrics, engagement_metrics, work_metrics, chat_metrics } = body
    return {
      total_users: user_metrics.total_users,
      active_users: user_metrics.active_users,
      daily_active_users: engagement_metrics.daily_active_users,
      tasks_by_status: work_metrics.tasks_by_status,
      overdue: work_metrics.overdue,
      completion_rate: work_metrics.completion_rate,
      cycle_time_hours: work_metrics.cycle_time_hours,
      active_projects: work_metrics.projects_by_status.active,
      messages_today: chat_metrics.messages_today,
      active_chatters: chat_metrics.active_chatters,
    }
  }

  async #notifications(who: Name): Promise<any[]> {
    return (await this.#do(who, 'GET', '/notifications?limit=200')).items
  }

  async #do(who: Name, method: string, path: string, json?: object, status = 200): Promise<any> {
    return (await this.#call(who, method, path, json, status)).body
  }

  async #call(who: Name, method: string, path: string, json?: object, status = 200): Promise<Answer> {
    const { token } = await this.#signedIn(who)
    const answer = await this.app.call(method, `/api/v1${path}`, { token, ...(json && { json }) })
    if (answer.status !== status) throw new Error(`${who} ${method} ${path}: ${answer.status} ${answer.text}`)
    return answer
  }

  /** Signing in again is something that one does, too. */
  async #signedIn(name: Name): Promise<Member> {
    const { at } = this.app.clock
    if (at - (this.#signedInAt.get(name) ?? 0) > SIGNED_IN_MS) {
      this.#people[name] = await signIn(this.app, this.#people[name])
      this.#signedInAt.set(name, at)
      this.#diary.acts(name)
    }
    return this.#people[name]
  }
}
