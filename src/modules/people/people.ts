/** Whoever is counted: members, and those whom an app reports by an external id. */

import type { Principal } from '../../access/principal.ts'
import type { Base } from '../../base.ts'
import type { Read, Write } from '../../db/handle.ts'
import { InvalidValueError } from '../../lib/app-error.ts'
import { jsonObjectProblem } from '../../lib/json-object.ts'
import { newsIn } from '../../lib/news.ts'
import { textProblem } from '../../lib/text.ts'
import { isUuid, plainId } from '../../lib/uuid.ts'
import {
  findMembersById,
  findPeopleByExternalId,
  findPerson,
  insertMemberPerson,
  insertPeople,
  updatePerson,
} from './queries.ts'
import type { Person, PutPerson } from './schema.ts'

export const MAX_EXTERNAL_ID = 200
const MAX_NAME = 200
/** Characters of the JSON. */
export const MAX_PROPERTIES = 16_384

/** A member's person has the member's id. */
export async function addMemberAsPerson(
  tx: Write,
  person: { id: string; name: string; created_at: number },
): Promise<void> {
  await insertMemberPerson(tx, person)
}

/**
 * The ids of the people that these references name: external ids, or ids of members, in whatever case. Whoever is
 * not known becomes a new tracked person.
 *
 * @returns A map with an entry for each of the references.
 */
export async function findOrAddPeople(
  tx: Write,
  refs: Iterable<string>,
  { newId, now }: { newId: () => string; now: number },
): Promise<Map<string, string>> {
  // In one order, so that two writers who add the same people do not wait for each other.
  const wanted = [...new Set(refs)].sort()
  const known = new Map<string, string>()
  const missing = () => wanted.filter((ref) => !known.has(ref)).map((ref) => ({ ref }))
  const learn = (found: { ref: string; id: string }[]) => {
    for (const { ref, id } of found) known.set(ref, id)
  }
  learn(await tx.each(findPeopleByExternalId, missing()))
  const ids = missing().filter(({ ref }) => isUuid(ref))
  const members = new Set((await tx.each(findMembersById, plain(ids))).map(({ id }) => id))
  learn(ids.map(({ ref }) => ({ ref, id: plainId(ref) })).filter(({ id }) => members.has(id)))
  const added = missing().map(({ ref }) => ({ id: newId(), external_id: ref, created_at: now }))
  learn(await tx.each(insertPeople, added))
  learn(await tx.each(findPeopleByExternalId, missing()))
  return known
}

/** Whom a reference names: an external id, or a member's id; `null` for nobody who is known. */
export async function findPersonId(q: Read, ref: string): Promise<string | null> {
  const [tracked] = await q.each(findPeopleByExternalId, [{ ref }])
  if (tracked) return tracked.id
  const [member] = isUuid(ref) ? await q.each(findMembersById, [{ ref: plainId(ref) }]) : []
  return member?.id ?? null
}

/** As `findOrAddPeople`, of one who must be nameable. @throws InvalidValueError */
export async function findOrAddPerson(
  tx: Write,
  ref: string,
  made: { newId: () => string; now: number },
): Promise<string> {
  refuse('person', textProblem(ref, MAX_EXTERNAL_ID))
  const id = (await findOrAddPeople(tx, [ref], made)).get(ref)
  if (id === undefined) throw new Error('Somebody who was found or added is not there.')
  return id
}

/** Each id once, as we write it. */
function plain(refs: { ref: string }[]): { ref: string }[] {
  return [...new Set(refs.map(({ ref }) => plainId(ref)))].map((ref) => ({ ref }))
}

/**
 * Names and describes a tracked person, who need not have acted yet. What is not given stays.
 * A person counts as a user from the first activity on, not from here.
 */
export async function putPerson(
  { db, clock, newId }: Pick<Base, 'db' | 'clock' | 'newId'>,
  principal: Principal,
  externalId: string,
  changes: PutPerson,
): Promise<Person> {
  refuse('external_id', textProblem(externalId, MAX_EXTERNAL_ID))
  if (typeof changes.name === 'string') refuse('name', textProblem(changes.name, MAX_NAME))
  if (changes.properties !== undefined) {
    refuse('properties', jsonObjectProblem(changes.properties, MAX_PROPERTIES))
  }
  return db.for(principal.organization_id).write(async (tx) => {
    const people = await findOrAddPeople(tx, [externalId], { newId, now: clock.now() })
    const person = await personWithin(tx, people.get(externalId) ?? '')
    // An app reports people; it does not rename those who sign in.
    if (person.external_id === null) refuse('external_id', "is a member's id: members name themselves")
    const before = { ...person, properties: person.properties ?? {} }
    const news = newsIn(before, changes)
    if (news !== null) {
      await updatePerson(tx, person.id, news)
      await tx.record({ kind: 'person', id: person.id, verb: 'changed' })
    }
    const { id, name, properties } = { ...before, ...news }
    return { id, external_id: externalId, name, properties }
  })
}

async function personWithin(tx: Write, id: string) {
  const person = await findPerson(tx, id)
  if (!person) throw new Error('Somebody who was found or added is not there.')
  return person
}

function refuse(field: string, problem: string | null): void {
  if (problem) throw new InvalidValueError(field, problem)
}
