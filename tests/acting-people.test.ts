/** What is looked for when people act: next to what they did last, nothing else. */
import { expect, test } from 'bun:test'
import { expectNoDrift, postEvents } from './activity.ts'
import { onEachEngine, sharedApp } from './app.ts'
import { type Member, signUp } from './people.ts'
import { statementsOf } from './plans.ts'

const DAY = 86_400_000
const PEOPLE = Array.from({ length: 250 }, (_, i) => `person-${i}`)

onEachEngine('Of people who act', (engine) => {
  const app = sharedApp(engine, { RATE_LIMITS: 'off' })

  test('who acts in order has nothing else looked for, and who acts late is counted right all the same', async () => {
    const ada = await signUp(await app(), 'grace')
    const neighbours = /next_day|within/
    await act(ada, PEOPLE, 9)
    const inOrder = await statementsOf(await app(), neighbours, () => act(ada, PEOPLE, 1))
    expect(inOrder.texts).toEqual([])
    const late = await statementsOf(await app(), neighbours, () => act(ada, PEOPLE, 5))
    // In parts, of which each size is a statement.
    expect(new Set(late.texts.map((text) => neighbours.exec(text)?.[0])).size).toBe(2)
    await expectNoDrift(await app(), ada)
  })

  let acts = 0
  async function act(member: Member, people: string[], daysAgo: number): Promise<void> {
    acts += 1
    const at = (await app()).clock.at - daysAgo * DAY
    const events = people.map((person) => ({ id: `${acts}-${person}`, person, at, core: true }))
    await postEvents(await app(), member, events)
  }
})
