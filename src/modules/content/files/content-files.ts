/** Content from files, and as files, of Markdown: what the command line does with a folder of them. */
import type { Base } from '../../../base.ts'
import type { Read } from '../../../db/handle.ts'
import { InvalidValueError } from '../../../lib/app-error.ts'
import { slugOf } from '../../../lib/slug.ts'
import { blankContent, changed } from '../changes.ts'
import { findContent, listContentAfter } from '../queries.ts'
import { KIND_PATTERN, LONGEST_BODY, LONGEST_TAG, LONGEST_TITLE, MOST_TAGS, SLUG_PATTERN } from '../schema.ts'
import { findIdBySlug } from '../slugs.ts'
import { writeContent } from '../write-content.ts'
import { readTextFile, type TextFile, tidy, writeTextFile } from './front-matter.ts'

const AT_ONCE = 100

export type Imported = 'created' | 'changed' | 'unchanged'

/**
 * What has the same slug is changed; else it is new, a draft unless the file says otherwise.
 *
 * @param given As `readText` has read it.
 * @throws SlugTakenError
 */
export async function importText(
  { db, clock, newId }: Pick<Base, 'db' | 'clock' | 'newId'>,
  organizationId: string,
  given: TextFile,
): Promise<Imported> {
  const { slug } = given
  const now = clock.now()
  return db.for(organizationId).write(async (tx) => {
    const found = await findBySlug(tx, slug)
    if (found) await tx.lock('content', [found.id], 'update')
    // Somebody may have changed it until then.
    const before = found && (await findBySlug(tx, slug))
    // What a file cannot tell is no change: blank lines around the text.
    const isSame = before !== null && tidy(before.body) === given.body
    const wanted = isSame ? { ...given, body: before.body } : given
    const after = changed(before ?? blankContent(newId(), null, now), wanted, now)
    if (after === before) return 'unchanged'
    await writeContent({ tx, newId, now, principal: null }, { before, after })
    return before ? 'changed' : 'created'
  })
}

/**
 * @param name Of the file, without its ending. The slug is made of it, where none is given.
 * @throws InvalidValueError
 */
export function readText(name: string, text: string): TextFile {
  const given = readTextFile(text, name)
  const ofName = slugOf(name)
  const slug = given.slug ?? (matches(SLUG_PATTERN, ofName) ? ofName : undefined)
  const wanted = { ...given, ...(slug !== undefined && { slug }) }
  assertFit(wanted)
  return wanted
}

async function findBySlug(q: Read, slug: string | undefined) {
  const id = slug === undefined ? null : await findIdBySlug(q, slug)
  const row = id === null ? null : await findContent(q, id)
  // By an address that it had before, it is found, and is not what is meant.
  return row?.slug === slug ? row : null
}

/** As over HTTP. @throws InvalidValueError */
function assertFit({ title, slug, kind, tags = [], body }: TextFile): void {
  const refuse = (field: string, problem: string) => {
    throw new InvalidValueError(field, problem)
  }
  if (title.trim() === '' || title.length > LONGEST_TITLE)
    refuse('title', `has 1 to ${LONGEST_TITLE} characters`)
  if (slug !== undefined && !matches(SLUG_PATTERN, slug))
    refuse('slug', 'is made of small letters, digits and -')
  if (kind !== undefined && !matches(KIND_PATTERN, kind))
    refuse('kind', 'is a word of small letters, digits and _')
  if (tags.length > MOST_TAGS) refuse('tags', `are at most ${MOST_TAGS}`)
  if (tags.some((tag) => tag.trim() === '' || tag.length > LONGEST_TAG)) {
    refuse('tags', `have 1 to ${LONGEST_TAG} characters`)
  }
  if (body.length > LONGEST_BODY) refuse('body', `has more than ${LONGEST_BODY} characters`)
}

function matches(pattern: string, text: string): boolean {
  return new RegExp(pattern).test(text)
}

export interface ExportedText {
  /** Of its file. */
  name: string
  text: string
}

/** All content of an organization that is not in the trash. */
export async function* exportTexts(
  { db }: Pick<Base, 'db'>,
  organizationId: string,
): AsyncGenerator<ExportedText> {
  const here = db.for(organizationId)
  let after = ''
  for (let isMore = true; isMore; ) {
    const rows = await here.read((q) => listContentAfter(q, { after, limit: AT_ONCE }))
    for (const { title, slug, kind, status, tags, body } of rows) {
      yield { name: `${slug}.md`, text: writeTextFile({ title, slug, kind, status, tags, body }) }
    }
    after = rows.at(-1)?.id ?? ''
    isMore = rows.length === AT_ONCE
  }
}
