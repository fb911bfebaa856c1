/** A team's work through the API, and the log of it that a recount believes. */
import { expect } from 'bun:test'
import { expectNoDrift } from './activity.ts'
import type { TestApp } from './app.ts'
import { localDate, plusDays } from './brute-force.ts'
import { apiKey, type Member, signUp } from './people.ts'
import {
  bruteForceDay,
  bruteForceWork,
  sameWorkNumbers,
  type ThingState,
  type WorkLog,
  withinPromise,
} from './work-brute-force.ts'

type Kind = 'tasks' | 'projects'

interface Thing {
  id: string
  kind: Kind
  states: ThingState[]
  project: Thing | null
  deletedWith: Thing | null
  isGone: boolean
}

export interface Due {
  due_on?: string | null
  due_at?: number | null
}

export class WorkStory {
  readonly things: Thing[] = []
  readonly messages: WorkLog['messages'] = []
  timeZone: string

  private constructor(
    readonly app: TestApp,
    readonly member: Member,
    readonly key: string,
    timeZone: string,
    readonly created_at: number,
  ) {
    this.timeZone = timeZone
  }

  static async begin(app: TestApp, name: string, timeZone: string): Promise<WorkStory> {
    const member = await signUp(app, name, timeZone)
    const key = await apiKey(app, member, 'admin')
    const organization_id = member.organization_id
    await app.context.db.for(organization_id).write(async (tx) => {
      const { at } = app.clock
      const times = { created_at: at, updated_at: at, active_at: at }
      await tx
        .insert(tx.tables.conversations)
        .values({ organization_id, id: 'talk', kind: 'group', ...times })
    })
    return new WorkStory(app, member, key, timeZone, app.clock.at)
  }

  /** @param project The number of one. */
  async create(kind: Kind, status: string, due: Due, project?: number): Promise<void> {
    const of = kind === 'tasks' && project !== undefined ? this.#pick('projects', project, false) : null
    const name = kind === 'tasks' ? { title: 'to do' } : { name: 'to be' }
    const placed = of ? { project_id: of.id } : {}
    const json = { ...name, status, ...this.#wire(kind, due), ...placed }
    const { id } = await this.#call('POST', `/api/v1/${kind}`, 201, json)
    const states = [{ at: this.app.clock.at, status, due_on: null, due_at: null, ...due, isDeleted: false }]
    this.things.push({ id, kind, states, project: of, deletedWith: null, isGone: false })
  }

  async change(kind: Kind, which: number, status: string | undefined, due: Due): Promise<void> {
    const thing = this.#pick(kind, which, false)
    if (!thing) return
    await this.#call('PATCH', `/api/v1/${kind}/${thing.id}`, 200, {
      ...(status !== undefined && { status }),
      ...this.#wire(kind, due),
    })
    // One due date takes the place of the other.
    const other = due.due_on ? { due_at: null } : due.due_at ? { due_on: null } : {}
    this.#is(thing, { ...(status !== undefined && { status }), ...due, ...other })
  }

  async delete(kind: Kind, which: number): Promise<void> {
    const thing = this.#pick(kind, which, false)
    if (!thing) return
    await this.#call('DELETE', `/api/v1/${kind}/${thing.id}`, 204)
    this.#is(thing, { isDeleted: true })
    for (const task of this.things) {
      if (task.project !== thing || task.states.at(-1)?.isDeleted) continue
      task.deletedWith = thing
      this.#is(task, { isDeleted: true })
    }
  }

  async restore(kind: Kind, which: number): Promise<void> {
    const thing = this.#pick(kind, which, true)
    if (!thing || thing.deletedWith || thing.project?.states.at(-1)?.isDeleted) return
    await this.#call('POST', `/api/v1/trash/${thing.id}/restore`, 204)
    for (const one of this.things) {
      if (one !== thing && one.deletedWith !== thing) continue
      one.deletedWith = null
      this.#is(one, { isDeleted: false })
    }
  }

  /** For good: what it has been, it was. */
  async purge(kind: Kind, which: number): Promise<void> {
    const thing = this.#pick(kind, which, true)
    if (!thing || thing.deletedWith) return
    await this.#call('DELETE', `/api/v1/trash/${thing.id}`, 204)
    for (const one of this.things) if (one === thing || one.project === thing) one.isGone = true
  }

  /** As the module of conversations does. @param person `null` for a key's. */
  async sends(person: string | null): Promise<void> {
    const { organization_id } = this.member
    const at = this.app.clock.at
    const number = this.messages.push({ person, at })
    await this.app.context.db.for(organization_id).write(async (tx) => {
      const author = person === null ? { api_key_id: 'key' } : { author_id: person }
      const row = { id: `message ${number}`, conversation_id: 'talk', number, role: 'user', body: 'Hello' }
      await tx.insert(tx.tables.messages).values({ organization_id, ...row, ...author, created_at: at })
      await tx.record({ type: 'message_sent', message_id: 'said', person_id: person, at })
    })
  }

  log(): WorkLog {
    const of = (kind: Kind) => this.things.filter((thing) => thing.kind === kind).map(({ states }) => states)
    const { timeZone: time_zone, created_at, messages } = this
    return { time_zone, created_at, tasks: of('tasks'), projects: of('projects'), messages }
  }

  async expectRight(asOf?: string): Promise<void> {
    const path = `/api/v1/metrics/dashboard${asOf === undefined ? '' : `?as_of=${asOf}`}`
    const { body } = await this.app.get(path, { key: this.key })
    const exact = bruteForceWork(this.log(), this.app.clock.at, asOf)
    const shown = withinPromise(sameWorkNumbers(body), exact)
    expect({ asOf, zone: this.timeZone, shown }).toEqual({ asOf, zone: this.timeZone, shown: exact })
  }

  /** Now and on every day so far, and whatever a recount says. */
  async expectAllRight(): Promise<void> {
    const today = localDate(this.timeZone, this.app.clock.at)
    const first = localDate(this.timeZone, this.created_at)
    await this.expectRight()
    for (let date = plusDays(first, -1); date <= today; date = plusDays(date, 1)) await this.expectRight(date)
    const metric = 'tasks_created,tasks_completed,messages,active_chatters'
    const { body } = await this.app.get(`/api/v1/metrics/trends?from=${first}&to=${today}&metric=${metric}`, {
      key: this.key,
    })
    for (const [name, points] of Object.entries<any[]>(body.series)) {
      const shown = points.map(({ date, value }) => [name, date, value])
      const exact = points.map(({ date }) => [name, date, (bruteForceDay(this.log(), date) as any)[name]])
      expect(shown).toEqual(exact)
    }
    await expectNoDrift(this.app, this.member)
  }

  #pick(kind: Kind, which: number, isDeleted: boolean): Thing | null {
    const fit = this.things.filter(
      (thing) => thing.kind === kind && !thing.isGone && thing.states.at(-1)?.isDeleted === isDeleted,
    )
    return fit[which % fit.length] ?? null
  }

  #is(thing: Thing, change: Partial<ThingState>): void {
    thing.states.push({ ...(thing.states.at(-1) as ThingState), ...change, at: this.app.clock.at })
  }

  #wire(kind: Kind, { due_on, due_at }: Due) {
    if (kind === 'projects') return due_on === undefined ? {} : { ends_on: due_on }
    const at = due_at === null || due_at === undefined ? due_at : new Date(due_at).toISOString()
    return { ...(due_on !== undefined && { due_on }), ...(at !== undefined && { due_at: at }) }
  }

  async #call(method: string, path: string, status: number, json?: object): Promise<any> {
    const answer = await this.app.call(method, path, { key: this.key, json })
    if (answer.status !== status) throw new Error(`${method} ${path}: ${answer.text}`)
    return answer.body
  }
}
