/**
 * Members who are named in a text: as `@Name` where one writes it, and as `<@ID>` where it is kept. A name
 * that several have says nobody: theirs stays an id.
 */
interface Named {
  id: string
  name: string
}

const KEPT = /<@([\da-f-]{36})>/gi

export function asWritten(text: string, members: readonly Named[]): string {
  const names = new Map(tellingApart(members).map(({ id, name }) => [id, name]))
  return text.replace(KEPT, (whole, id: string) => {
    const name = names.get(id.toLowerCase())
    return name === undefined ? whole : `@${name}`
  })
}

export function asKept(text: string, members: readonly Named[]): string {
  // Of two that begin alike, the longer one is meant.
  const named = tellingApart(members).sort((a, b) => b.name.length - a.name.length)
  if (named.length === 0) return text
  const names = named.map(({ name }) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')
  const written = new RegExp(`(?<![\\p{L}\\p{N}])@(${names})(?![\\p{L}\\p{N}])`, 'gu')
  return text.replace(
    written,
    (whole, name: string) => `<@${named.find((one) => one.name === name)?.id ?? whole}>`,
  )
}

/** How somebody stands in what one writes. */
export function mentionOf(member: Named, members: readonly Named[]): string {
  return tellingApart(members).some(({ id }) => id === member.id) ? `@${member.name}` : `<@${member.id}>`
}

export interface Begun {
  /** Where its `@` stands. */
  from: number
  typed: string
}

/** What is being written at the caret, where it may become a name. */
export function mentionAt(text: string, caret: number): Begun | null {
  const found = /(?:^|[\s(])@((?:[\p{L}\p{N}.'’-]+ ?){0,3})$/u.exec(text.slice(0, caret))
  const typed = found?.[1]
  return typed === undefined ? null : { from: caret - typed.length - 1, typed }
}

/** Those of whose names a word, or all of it, begins so. */
export function fitting<Member extends Named>(members: readonly Member[], typed: string): Member[] {
  const begin = typed.toLocaleLowerCase()
  return members.filter(({ name }) => {
    const lower = name.toLocaleLowerCase()
    return lower.startsWith(begin) || lower.split(' ').some((word) => word.startsWith(begin))
  })
}

function tellingApart(members: readonly Named[]): Named[] {
  const by = Map.groupBy(members, ({ name }) => name)
  return members.filter(({ name }) => by.get(name)?.length === 1)
}
