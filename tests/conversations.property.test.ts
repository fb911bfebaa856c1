/** Whatever members do in conversations, in whatever order: what each sees is what a plain model says. */
import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { onEachEngine } from './app.ts'
import { type Talk, talk } from './chat.ts'
import type { Member } from './people.ts'
import { TIMES } from './property-times.ts'

const RUNS = 4 * TIMES
const NAMES = ['ann', 'ben', 'cleo'] as const
type Name = (typeof NAMES)[number]

const who = fc.constantFrom(...NAMES)
const where = fc.nat(1)
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ does: fc.constant('post' as const), who, where }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('read' as const), who, where, which: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('delete' as const), who, where, which: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('edit' as const), who, where, which: fc.nat() }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('take in' as const), who, where, whom: who }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('take out' as const), who, where, whom: who }) },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

onEachEngine('Conversations of any course', (engine) => {
  const chat = talk(engine)
  let told = 0

  test(
    'show each member what the model says, after each step',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 30, size: 'max' }), async (steps) => {
          told += 1
          const people = await chat.people(`course-${told}`)
          const groups = []
          for (const owner of ['ann', 'ben'] as const) {
            const id = await chat.begin(people[owner], { kind: 'group', title: 'Roses' })
            groups.push(new Group(id, owner))
          }
          const { clock } = await chat.app()
          for (const one of steps) {
            clock.at += 1
            await take(chat, people, groups, one, clock.at)
            for (const name of NAMES) await expectAsInModel(chat, people[name], name, groups)
          }
        }),
        { numRuns: RUNS },
      )
    },
    240_000 * TIMES,
  )
})

/** What a group is, in the plainest words: lists of everything that is counted in the real one. */
class Group {
  /** In the order in which they came, with what they have not read. */
  readonly members = new Map<Name, { role: 'owner' | 'member'; unread: Set<number> }>()
  readonly messages: { id: string; by: Name; text: string; isDeleted: boolean }[] = []
  active_at = 0

  constructor(
    readonly id: string,
    owner: Name,
  ) {
    this.members.set(owner, { role: 'owner', unread: new Set() })
  }

  /** The status that is to be answered; what follows has happened then. */
  take(step: Step, number: number): number {
    const me = this.members.get(step.who)
    if (!me) return 404
    const message = this.messages[number - 1]
    const isMine = message?.by === step.who
    switch (step.does) {
      case 'post':
        for (const { unread } of this.members.values()) unread.add(this.messages.length + 1)
        me.unread.clear()
        return 201
      case 'read':
        for (const one of me.unread) if (one <= number) me.unread.delete(one)
        return 200
      case 'edit':
        if (!message) return 404
        if (!isMine) return 403
        return message.isDeleted ? 409 : 200
      case 'delete':
        if (!message) return 404
        return isMine || me.role === 'owner' ? 204 : 403
      case 'take in':
        return me.role === 'owner' ? this.takeIn(step.whom) : 403
      case 'take out':
        if (step.whom !== step.who && me.role !== 'owner') return 403
        return this.takeOut(step.whom)
    }
  }

  private takeIn(whom: Name): number {
    const known = this.members.get(whom)
    const owners = [...this.members.values()].filter(({ role }) => role === 'owner')
    if (known?.role === 'owner' && owners.length === 1) return 409
    if (known) known.role = 'member'
    else this.members.set(whom, { role: 'member', unread: new Set() })
    return 200
  }

  private takeOut(whom: Name): number {
    if (!this.members.delete(whom)) return 404
    const [heir] = this.members.values()
    const hasOwner = [...this.members.values()].some(({ role }) => role === 'owner')
    if (heir && !hasOwner) heir.role = 'owner'
    return 204
  }
}

type People = Record<Name, Member>

async function take({ call }: Talk, people: People, groups: Group[], step: Step, now: number) {
  const group = groups[step.where]
  if (!group) throw new Error('there are two')
  const by = people[step.who]
  // One more than there are: what is not there is asked for, too.
  const number = 'which' in step ? step.which % (group.messages.length + 1) : 0
  const message = group.messages[number - 1]
  const of = `/${group.id}`
  const ofMessage = `${of}/messages/${message?.id ?? 'nothing'}`
  const expected = group.take(step, number)
  const answer = await {
    post: () => call('POST', `${of}/messages`, by, { body: `at ${now}` }),
    read: () => call('PUT', `${of}/read`, by, { number }),
    edit: () => call('PATCH', ofMessage, by, { body: `edited at ${now}` }),
    delete: () => call('DELETE', ofMessage, by),
    'take in': () => call('PUT', `${of}/members/${whomOf(people, step)}`, by, { role: 'member' }),
    'take out': () => call('DELETE', `${of}/members/${whomOf(people, step)}`, by),
  }[step.does]()
  expect([step, answer.status]).toEqual([step, expected])
  if (step.does === 'post' && expected === 201) {
    group.messages.push({ id: answer.body.id, by: step.who, text: `at ${now}`, isDeleted: false })
    group.active_at = now
  }
  if (step.does === 'edit' && expected === 200 && message) message.text = `edited at ${now}`
  if (step.does === 'delete' && expected === 204 && message)
    Object.assign(message, { text: '', isDeleted: true })
}

function whomOf(people: People, step: Step): string {
  return 'whom' in step ? people[step.whom].member_id : ''
}

async function expectAsInModel({ call, texts }: Talk, by: Member, name: Name, groups: Group[]) {
  const mine = groups.filter(({ members }) => members.has(name))
  const { items, total } = (await call('GET', '?count=true', by)).body
  expect([total, items.map(({ id }: any) => id).sort()]).toEqual([
    mine.length,
    mine.map(({ id }) => id).sort(),
  ])
  const active = items.map(({ active_at }: any) => active_at)
  expect(active).toEqual(active.toSorted().toReversed())
  for (const group of groups) {
    const me = group.members.get(name)
    const { status, body } = await call('GET', `/${group.id}`, by)
    if (!me) {
      expect([status, (await call('GET', `/${group.id}/messages`, by)).status]).toEqual([404, 404])
      continue
    }
    expect(items.find(({ id }: any) => id === group.id)).toEqual(body)
    expect([body.role, body.unread, body.message_count, body.last_message?.preview]).toEqual([
      me.role,
      me.unread.size,
      group.messages.length,
      group.messages.at(-1)?.text,
    ])
    expect(await texts(by, group.id)).toEqual(
      group.messages.map(({ text }, i): [number, string] => [i + 1, text]),
    )
  }
  const unread = mine.map(({ members }) => members.get(name)?.unread.size ?? 0)
  expect((await call('GET', '/unread', by)).body).toEqual({
    unread: unread.reduce((sum, one) => sum + one, 0),
    conversations: unread.filter((one) => one > 0).length,
  })
}
