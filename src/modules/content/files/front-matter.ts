/**
 * Content as a file of Markdown with front matter, which many tools write and read:
 *
 *   ---
 *   title: Planting roses
 *   tags: [garden, how-to]
 *   ---
 *   Deep, and not wet.
 */
import { InvalidValueError } from '../../../lib/app-error.ts'
import { CONTENT_STATUSES, type ContentStatus } from '../schema.ts'

export interface TextFile {
  title: string
  slug?: string
  kind?: string
  status?: ContentStatus
  tags?: string[]
  body: string
}

/** An empty one, too, which is not taken to go on to the next line across the text. */
const FRONT_MATTER = /^\uFEFF?---[ \t]*\r?\n(?:([\s\S]*?)\r?\n)??---[ \t]*(?:\r?\n|$)/
const HEADING = /^# +(.+)$/m
/** More is no description of a text, and may be made to unfold without end. */
const LONGEST = 10_000
const FIELDS = ['title', 'slug', 'kind', 'status', 'tags']

/**
 * @param name Of the file, without its ending: the title, where neither the front matter nor a heading says one.
 * @throws InvalidValueError that names the field.
 */
export function readTextFile(text: string, name: string): TextFile {
  const found = FRONT_MATTER.exec(text)
  const body = tidy((found ? text.slice(found[0].length) : text).replace(/^\uFEFF/, ''))
  const given = fieldsIn(found?.[1] ?? '')
  const unknown = Object.keys(given).find((field) => !FIELDS.includes(field))
  if (unknown !== undefined)
    throw new InvalidValueError(unknown, `is unknown: there are ${FIELDS.join(', ')}`)
  const { title = HEADING.exec(body)?.[1] ?? name, slug, kind, status, tags } = given
  return {
    title: asText('title', title),
    ...(slug !== undefined && { slug: asText('slug', slug) }),
    ...(kind !== undefined && { kind: asText('kind', kind) }),
    ...(status !== undefined && { status: asStatus(status) }),
    ...(tags !== undefined && { tags: asTags(tags) }),
    body,
  }
}

/** As `readTextFile` reads it. */
export function writeTextFile({ body, ...fields }: Required<TextFile>): string {
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
  return `---\n${lines.join('\n')}\n---\n\n${tidy(body)}\n`
}

/** Without blank lines around it. What the first line begins with stays: four spaces make code of it. */
export function tidy(body: string): string {
  return body.replace(/^(?:[ \t]*\r?\n)+/, '').trimEnd()
}

/** @throws InvalidValueError */
function fieldsIn(yaml: string): Record<string, unknown> {
  if (yaml.length > LONGEST)
    throw new InvalidValueError('front matter', `has more than ${LONGEST} characters`)
  let fields: unknown
  try {
    fields = Bun.YAML.parse(yaml) ?? {}
  } catch (error) {
    throw new InvalidValueError('front matter', `is no YAML: ${(error as Error).message}`)
  }
  if (typeof fields !== 'object' || Array.isArray(fields)) {
    throw new InvalidValueError('front matter', 'must be lines like "title: Planting roses"')
  }
  const found = Object.entries(fields as Record<string, unknown>)
  const written = new Set(yaml.split(/[\s,[\]"']+/))
  const changed = found.find(([, value]) => [value].flat().some((one) => isOther(one, written)))
  if (changed) throw new InvalidValueError(changed[0], 'holds a number that would change: put it in quotes')
  return Object.fromEntries(found)
}

/** A number that is another text than what was written, such as `1.50` and `007`. */
function isOther(value: unknown, written: ReadonlySet<string>): boolean {
  return typeof value === 'number' && !written.has(String(value))
}

/** Of a number, what was written. */
function asText(field: string, value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  throw new InvalidValueError(field, 'must be a text')
}

function asStatus(value: unknown): ContentStatus {
  const status = CONTENT_STATUSES.find((one) => one === value)
  if (!status) throw new InvalidValueError('status', `must be one of ${CONTENT_STATUSES.join(', ')}`)
  return status
}

function asTags(value: unknown): string[] {
  return [value].flat().map((tag) => asText('tags', tag))
}
