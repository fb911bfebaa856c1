/** Which columns of a table say what of a task, by the names that programs give them. */
import { asWords } from './words.ts'

/** What one of them may say. `done` is whether, or when, it was done. */
export type Field =
  | 'title'
  | 'description'
  | 'status'
  | 'done'
  | 'priority'
  | 'project'
  | 'team'
  | 'owner'
  | 'assignee'
  | 'due'
  | 'labels'

/** The better ones first. In English and German, of Almanac's own export and of what others write. */
const NAMES: Record<Field, readonly string[]> = {
  title: [
    ...['title', 'task name', 'card name', 'summary', 'task', 'name', 'subject', 'content', 'to do', 'todo'],
    ...['titel', 'aufgabe', 'betreff'],
  ],
  description: [
    ...['description', 'card description', 'notes', 'note', 'body', 'details', 'beschreibung', 'notizen'],
  ],
  status: [
    ...['status', 'state', 'progress', 'list name', 'list', 'bucket name', 'bucket', 'section column'],
    ...['section', 'column', 'liste', 'spalte'],
  ],
  done: [
    ...[
      'done',
      'completed',
      'is completed',
      'complete',
      'checked',
      'closed',
      'completed at',
      'completed date',
    ],
    ...['erledigt', 'fertig', 'abgeschlossen'],
  ],
  priority: ['priority', 'prio', 'prioritat', 'dringlichkeit'],
  project: ['project', 'project name', 'projects', 'board name', 'board', 'projekt', 'projekte'],
  team: ['team', 'team name', 'gruppe'],
  owner: ['owner', 'eigentumer', 'verantwortlich'],
  assignee: [
    ...[
      'assignee email',
      'assignee',
      'assigned to',
      'assignees',
      'responsible',
      'members',
      'email',
      'e mail',
    ],
    ...['zugewiesen an', 'zustandig', 'bearbeiter'],
  ],
  due: [
    ...['due on', 'due at', 'due date', 'due', 'deadline', 'due by', 'date', 'fallig am', 'fallig', 'frist'],
    ...['falligkeitsdatum', 'datum'],
  ],
  labels: ['labels', 'label', 'tags', 'tag', 'categories', 'category', 'schlagworter', 'kategorie'],
}

/** Of which each column is read, and not the best alone. */
const OF_SEVERAL: readonly Field[] = ['done', 'due', 'labels']
const FIELDS = Object.keys(NAMES) as Field[]

export interface Column {
  /** As the file calls it. */
  column: string
  /** `null` where it is left out. */
  field: Field | null
}

/** @param header The names in the file's first line. */
export function columnsOf(header: readonly string[]): Column[] {
  const names = header.map(asWords)
  const fields = new Map<number, Field>()
  for (const field of FIELDS) {
    const known = NAMES[field].flatMap((name) => names.flatMap((one, place) => (one === name ? [place] : [])))
    for (const place of OF_SEVERAL.includes(field) ? known : known.slice(0, 1)) fields.set(place, field)
  }
  return header.map((column, place) => ({ column: column.trim(), field: fields.get(place) ?? null }))
}
