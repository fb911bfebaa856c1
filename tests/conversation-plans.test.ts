/** What conversations cost when they are long: no list, no count and no look at one walks through them. */
import { expect, test } from 'bun:test'
import { eq } from 'drizzle-orm'
import { onEachEngine, type TestApp } from './app.ts'
import { type Talk, talk } from './chat.ts'
import { apiKey, type Member } from './people.ts'
import { plansOf, statementsOf } from './plans.ts'

const CONVERSATIONS = 200
const LONG = 5_000
const ABOUT = /\b(from|join|update|into) "?(conversation_members|conversations|messages)\b/

onEachEngine('Long conversations', (engine) => {
  const chat = talk(engine)
  const { app, call, people, begin } = chat

  test('are listed, counted, read and continued by indexes, without any statistics', async () => {
    const { owner, ann, ben } = await people('plans')
    const ids: string[] = []
    for (let i = 0; i < CONVERSATIONS; i += 1) {
      const json =
        i % 2 ? { kind: 'assistant' } : { kind: 'group', title: 'Roses', member_ids: [ben.member_id] }
      ids.push(await begin(ann, json))
    }
    const [id = ''] = ids
    for (const one of ids) await fill(await app(), ann, one, one === id ? LONG : 5)
    const key = { key: await apiKey(await app(), owner, 'write') }
    const first = (await call('GET', `/${id}/messages?limit=2`, ann)).body
    const page = (await call('GET', '?limit=2', ann)).body
    const asked = async (...[method, path, by, json]: Parameters<Talk['call']>) => {
      const { texts, answer } = await statementsOf(await app(), ABOUT, () => call(method, path, by, json))
      expect([path, answer.status < 300]).toEqual([path, true])
      return texts
    }
    const lists = [
      ...(await asked('GET', '?limit=20&count=true', ann)),
      ...(await asked('GET', `?limit=2&cursor=${page.next_cursor}`, ann)),
      ...(await asked('GET', '?limit=20&kind=group&count=true', ann)),
      ...(await asked('GET', '?limit=20&count=true', key)),
      ...(await asked('GET', '/unread', ben)),
      ...(await asked('GET', `/${id}`, ann)),
      ...(await asked('GET', `/${ids[1]}`, key)),
      ...(await asked('PUT', `/${id}/read`, ben, { number: 7 })),
    ]
    // Of messages, they ask for the last ones only, by their ids.
    for (const text of lists.filter((one) => /\bmessages\b/.test(one)))
      expect(text).toMatch(/"messages"."id" = "conversations"."last_message_id"/)
    const all = [
      ...lists,
      ...(await asked('GET', `/${id}/messages?count=true`, ann)),
      ...(await asked('GET', `/${id}/messages?limit=2&sort=number`, ann)),
      ...(await asked('GET', `/${id}/messages?limit=2&cursor=${first.next_cursor}`, ann)),
      ...(await asked('GET', `/${id}/messages/${first.items[0].id}`, ann)),
      ...(await asked('POST', `/${id}/messages`, ann, { body: `<@${ben.member_id}>` })),
      ...(await asked('PATCH', `/${id}/messages/${first.items[0].id}`, ann, { body: 'x' })),
      ...(await asked('DELETE', `/${id}/messages/${first.items[0].id}`, ann)),
    ]
    const texts = [...new Set(all)]
    expect(texts.length).toBeGreaterThan(12)
    expect(await weakPlans(await app(), ann, texts)).toEqual([])
  }, 120_000)
})

async function fill(
  { context }: TestApp,
  { organization_id, member_id }: Member,
  conversation: string,
  count: number,
) {
  const { db, newId } = context
  for (let from = 1; from <= count; from += 500) {
    const rows = Array.from({ length: Math.min(500, count - from + 1) }, (_, i) => ({
      organization_id,
      conversation_id: conversation,
      id: newId(),
      number: from + i,
      role: 'user',
      author_id: member_id,
      body: 'Roses and tulips',
      created_at: from + i,
    }))
    await db.for(organization_id).write(async (tx) => {
      const { conversations, messages } = tx.tables
      await tx.insert(messages).values(rows)
      await tx
        .update(conversations)
        .set({ message_count: from + rows.length - 1, last_message_id: rows.at(-1)?.id ?? null })
        .where(eq(conversations.id, conversation))
    })
  }
}

// The conversations of a page (`= ANY`) it may look for among all, but never what is in them.
const WEAK_ON_POSTGRES = /Seq Scan|Filter:.*\b(conversation_id|id) = (?!ANY)|conversations_kind .*\n.*\(id = /
// The rows of a batch are read one after the other, as they should be.
const WEAK_ON_SQLITE = /^SCAN (?!jsonb?_each)|SEARCH messages USING INDEX \w+ \(organization_id=\?\)/m

/** The plans that read more than they show: whole tables, conversations that are sorted, rows thrown away. */
async function weakPlans(app: TestApp, { organization_id }: Member, texts: string[]): Promise<string[]> {
  const isWeak = app.context.db.engine === 'postgres' ? WEAK_ON_POSTGRES : WEAK_ON_SQLITE
  const plans = await plansOf(app, organization_id, texts)
  return plans
    .filter(({ text, plan }) => {
      const sorts = /from "messages"/.test(text) && /Sort|TEMP B-TREE/.test(plan)
      return isWeak.test(plan) || sorts
    })
    .map(({ text, plan }) => `${text}\n${plan}`)
}
