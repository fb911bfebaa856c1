/** A task, as a line of a table says it. */
import { InvalidValueError } from '../../../lib/app-error.ts'
import { isBlank } from '../../../lib/text.ts'
import { LONGEST_DESCRIPTION, LONGEST_LABEL, LONGEST_TITLE, MOST_LABELS, type NewTask } from '../schema.ts'
import type { Field } from './columns.ts'
import { type DateOrder, dueOf } from './due.ts'
import type { KnownNames, Names } from './known-names.ts'
import type { TableLine } from './read-table.ts'
import { priorityNamed, saysDone, statusNamed } from './words.ts'

/** What means nothing here as it stands. */
export interface Remark {
  field: Field
  value: string
  /** What it has become; `null` where it is left out. */
  became: 'label' | null
}

export interface ReadTask {
  task: NewTask
  remarks: Remark[]
}

const PARTED = /[,;\n]/
/** What is longer names nothing, and to compare it takes long. */
const LONGEST_NAME = 1_000
const LONGEST_LABELS = MOST_LABELS * (LONGEST_LABEL + 2)

/** @throws InvalidValueError */
export function taskOfLine(line: TableLine, known: KnownNames, order: DateOrder | undefined): ReadTask {
  if (line.problem !== null) throw new InvalidValueError('file', line.problem)
  const remarks: Remark[] = []
  const labels = labelsIn(line)
  /** What cannot be said in another way stays in sight. */
  const asLabel = (field: Field, value: string) => {
    remarks.push({ field, value, became: 'label' })
    labels.push(value)
  }
  const placed = (field: Field, names: Names): string | undefined => {
    const text = nameIn(line, field)
    if (text === undefined) return undefined
    const whole = names.idOf(text)
    if (whole !== undefined) return whole
    const parts = partsOf(text).map((part) => ({ part, id: names.idOf(part) }))
    const found = parts.find(({ id }) => id !== undefined)
    for (const one of parts) if (one !== found) asLabel(field, one.part)
    return found?.id
  }
  const status = () => {
    const text = nameIn(line, 'status')
    const named = text === undefined ? undefined : statusNamed(text)
    if (text !== undefined && named === undefined) asLabel('status', text)
    if (named === 'cancelled') return named
    return namesIn(line, 'done').some(saysDone) ? ('done' as const) : named
  }
  const priority = () => {
    const text = nameIn(line, 'priority')
    const named = text === undefined ? undefined : priorityNamed(text)
    if (text !== undefined && named === undefined) {
      remarks.push({ field: 'priority', value: text, became: null })
    }
    return named
  }
  const [title = ''] = line.of('title')
  const [description = ''] = line.of('description')
  const due = nameIn(line, 'due')
  const said = {
    status: status(),
    priority: priority(),
    project_id: placed('project', known.projects),
    team_id: placed('team', known.teams),
    owner_id: placed('owner', known.members),
    assignee_id: placed('assignee', known.members),
  }
  const task: NewTask = {
    title,
    description,
    ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)),
    ...(due !== undefined && dueOf(due, order)),
    labels: [...new Set(labels)],
  }
  assertFits(task)
  return { task, remarks }
}

function nameIn(line: TableLine, field: Field): string | undefined {
  return namesIn(line, field)[0]
}

/** @throws InvalidValueError */
function namesIn(line: TableLine, field: Field): string[] {
  const names = line.of(field)
  if (names.every((name) => name.length <= LONGEST_NAME)) return names
  throw new InvalidValueError(field, `must have at most ${LONGEST_NAME.toLocaleString('en')} characters`)
}

/** @throws InvalidValueError */
function labelsIn(line: TableLine): string[] {
  const texts = line.of('labels')
  const length = texts.reduce((sum, text) => sum + text.length, 0)
  if (length > LONGEST_LABELS) throw new InvalidValueError('labels', `must be at most ${MOST_LABELS}`)
  return texts.flatMap(partsOf)
}

function partsOf(text: string): string[] {
  return text
    .split(PARTED)
    .map((part) => part.trim())
    .filter((part) => !isBlank(part))
}

/** As the schema asks of what comes as JSON. @throws InvalidValueError */
function assertFits({ title, description = '', labels = [] }: NewTask): void {
  if (title === '') throw new InvalidValueError('title', 'is empty')
  if (isBlank(title)) throw new InvalidValueError('title', 'must not be blank')
  if (title.length > LONGEST_TITLE) {
    throw new InvalidValueError('title', `must have at most ${LONGEST_TITLE} characters`)
  }
  if (description.length > LONGEST_DESCRIPTION) {
    const most = LONGEST_DESCRIPTION.toLocaleString('en')
    throw new InvalidValueError('description', `must have at most ${most} characters`)
  }
  if (labels.length > MOST_LABELS) throw new InvalidValueError('labels', `must be at most ${MOST_LABELS}`)
  if (labels.some((label) => label.length > LONGEST_LABEL)) {
    throw new InvalidValueError('labels', `must have at most ${LONGEST_LABEL} characters each`)
  }
}
