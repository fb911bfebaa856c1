import type { Write } from '../src/db/handle.ts'
import { callsTo, type TestApp } from './app.ts'
import { apiKey, type Member, signUp } from './people.ts'

export const NO_TASKS = { todo: 0, in_progress: 0, done: 0, cancelled: 0 }

/** An organization that works through an API key, whose days never end. */
export class Work {
  #messages = 0

  private constructor(
    readonly app: TestApp,
    readonly member: Member,
    readonly key: string,
  ) {}

  static async of(app: TestApp, name: string, timeZone?: string): Promise<Work> {
    const member = await signUp(app, name, timeZone)
    return new Work(app, member, await apiKey(app, member, 'admin'))
  }

  wait(ms: number): void {
    this.app.clock.at += ms
  }

  async task(task: object = {}): Promise<string> {
    return (await this.#call('POST', '/tasks', { title: 'to do', ...task })).id
  }

  async project(project: object): Promise<string> {
    return (await this.#call('POST', '/projects', { name: 'to be', ...project })).id
  }

  async change(id: string, changes: object, kind = 'tasks'): Promise<void> {
    await this.#call('PATCH', `/${kind}/${id}`, changes)
  }

  async delete(kind: string, id: string): Promise<void> {
    await this.#call('DELETE', `/${kind}/${id}`)
  }

  async restore(id: string): Promise<void> {
    await this.#call('POST', `/trash/${id}/restore`)
  }

  async purge(id: string): Promise<void> {
    await this.#call('DELETE', `/trash/${id}`)
  }

  async dashboard(asOf?: string): Promise<any> {
    return this.#call('GET', `/metrics/dashboard${asOf === undefined ? '' : `?as_of=${asOf}`}`)
  }

  async computed(): Promise<any> {
    return this.#call('GET', '/metrics/dashboard?force_refresh=true')
  }

  async trend(metric: string): Promise<any[]> {
    return (await this.#call('GET', `/metrics/trends?metric=${metric}`)).series[metric].toReversed()
  }

  /** Tasks to do, and active projects. */
  async counts(asOf?: string): Promise<[number, number]> {
    const { tasks_by_status, projects_by_status } = (await this.dashboard(asOf)).work_metrics
    return [tasks_by_status.todo, projects_by_status.active]
  }

  /** Tasks by status, as they stand in their table. */
  async rows(): Promise<Record<string, number>> {
    const { organization_id } = this.member
    const rows = await this.app.context.db.for(organization_id).read((q) => {
      const { tasks } = q.tables
      return q.select({ status: tasks.status, at: tasks.deleted_at }).from(tasks).where(q.mine(tasks))
    })
    const live = rows.filter(({ at }) => at === null)
    const count = (status: string) => live.filter((row) => row.status === status).length
    return Object.fromEntries(Object.keys(NO_TASKS).map((status) => [status, count(status)]))
  }

  /** The generations of which there is anything. */
  async generations(): Promise<number[]> {
    const found = await this.app.context.db.for(this.member.organization_id).read(async (q) => {
      const { stock_days, task_times, organization_counters } = q.tables
      const lists: { generation: number }[] = []
      for (const table of [stock_days, task_times, organization_counters]) {
        const rows = q.selectDistinct({ generation: table.generation }).from(table as typeof stock_days)
        lists.push(...(await rows.where(q.mine(table))))
      }
      return lists
    })
    return [...new Set(found.map(({ generation }) => generation))]
  }

  write(body: (tx: Write) => Promise<void>): Promise<void> {
    return this.app.context.db.for(this.member.organization_id).write(body)
  }

  /** As the module of conversations does. @param author_id `null` for a key. */
  async sends(author_id: string | null): Promise<void> {
    this.#messages += 1
    const number = this.#messages
    const { organization_id } = this.member
    const at = this.app.clock.at
    await this.write(async (tx) => {
      const { conversations, messages } = tx.tables
      const times = { created_at: at, updated_at: at, active_at: at }
      const talk = { organization_id, id: 'talk', kind: 'group', ...times }
      await tx.insert(conversations).values(talk).onConflictDoNothing()
      const of = { organization_id, conversation_id: 'talk', number, author_id, created_at: at }
      await tx.insert(messages).values({ ...of, id: `message ${number}`, role: 'user', body: 'Hello' })
      await tx.record({ type: 'message_sent', message_id: 'said', person_id: author_id, at })
    })
  }

  #call(method: string, path: string, json?: object): Promise<any> {
    return callsTo(this.app).done(method, path, { key: this.key }, json)
  }
}
