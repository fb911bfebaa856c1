import { expect, test } from 'bun:test'
import { expectNoDrift, postEvents, rebuild } from './activity.ts'
import { onEachEngine, sharedApp } from './app.ts'
import { joinAs } from './teams.ts'
import { Work } from './work.ts'

const DAY = 86_400_000
const FRIDAY_NOON = Date.parse('2026-11-20T12:00:00Z')

onEachEngine('The chat metrics', (engine) => {
  const app = sharedApp(engine)

  test('count the messages of members, also deleted ones, and whoever sent them', async () => {
    const testApp = await app()
    testApp.clock.at = FRIDAY_NOON
    const work = await Work.of(testApp, 'grace')
    const { member_id } = work.member
    await work.sends(member_id)
    await work.sends(member_id)
    await work.sends(null)
    work.wait(DAY)
    expect((await work.dashboard()).chat_metrics).toEqual({
      messages_today: 0,
      active_chatters: 0,
      weekly_active_chatters: 1,
    })
    expect((await work.dashboard('2026-11-20')).chat_metrics).toEqual({
      messages_today: 2,
      active_chatters: 1,
      weekly_active_chatters: null,
    })
    await work.write(async (tx) => {
      const { messages } = tx.tables
      await tx.update(messages).set({ deleted_at: testApp.clock.at, body: '' }).where(tx.mine(messages))
    })
    await expectNoDrift(work.app, work.member)
    await Promise.all(Array.from({ length: 9 }, () => work.sends(member_id)))
    await rebuild(work.app, work.member, 'Pacific/Auckland')
    await expectNoDrift(work.app, work.member)
    // There the first two were of the 21st, and so are these of the 22nd.
    expect((await work.dashboard()).chat_metrics).toEqual({
      messages_today: 9,
      active_chatters: 1,
      weekly_active_chatters: 1,
    })
  })
})

onEachEngine('Messages that are sent while the metrics are built anew', (engine) => {
  const app = sharedApp(engine)

  test('are counted once, whoever was built already', async () => {
    const testApp = await app()
    testApp.clock.at = FRIDAY_NOON
    const work = await Work.of(testApp, 'hopper')
    const others = Array.from({ length: 40 }, (_, i) => `colleague ${i}`)
    const at = FRIDAY_NOON - DAY
    await postEvents(
      testApp,
      work.member,
      others.map((person) => ({ id: person, person, at, core: false })),
    )
    // Built last, in the order of ids.
    const last = await joinAs(testApp, work.member, 'last', 'member')
    let done = false
    let sent = 0
    const lane = async (member_id: string) => {
      for (; !done || sent < 10; sent += 1) await work.sends(member_id)
    }
    const lanes = [lane(work.member.member_id), lane(last.member_id)]
    await rebuild(testApp, work.member, 'Asia/Tokyo').finally(() => {
      done = true
    })
    await Promise.all(lanes)
    await expectNoDrift(testApp, work.member)
    const { messages_today, active_chatters } = (await work.dashboard()).chat_metrics
    expect([messages_today, active_chatters]).toEqual([sent, 2])
  })
})
