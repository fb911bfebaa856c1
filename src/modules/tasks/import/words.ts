/** What programs call the statuses and priorities that a task may have here, in English and German. */
import { fold } from '../../../lib/fold.ts'
import type { TaskPriority, TaskStatus } from '../schema.ts'

const STATUSES: Record<TaskStatus, readonly string[]> = {
  todo: [
    ...['todo', 'to do', 'open', 'opened', 'new', 'backlog', 'not started', 'planned', 'pending', 'inbox'],
    ...['offen', 'neu', 'zu tun', 'zu erledigen', 'nicht begonnen', 'geplant'],
  ],
  in_progress: [
    ...['in progress', 'doing', 'started', 'active', 'in review', 'review', 'in arbeit', 'in bearbeitung'],
    ...['begonnen', 'aktiv'],
  ],
  done: [
    'done',
    'completed',
    'complete',
    'closed',
    'resolved',
    'finished',
    'erledigt',
    'fertig',
    'abgeschlossen',
  ],
  cancelled: [
    ...['cancelled', 'canceled', 'wont do', 'won t do', 'wontfix', 'rejected', 'duplicate', 'abgebrochen'],
    ...['verworfen', 'abgelehnt'],
  ],
}

const PRIORITIES: Record<TaskPriority, readonly string[]> = {
  none: ['none', 'no priority', 'unset', 'keine'],
  low: ['low', 'lowest', 'minor', 'trivial', 'niedrig', 'gering'],
  medium: ['medium', 'normal', 'mittel'],
  high: ['high', 'major', 'important', 'hoch', 'wichtig'],
  urgent: ['urgent', 'highest', 'critical', 'blocker', 'do now', 'dringend', 'kritisch'],
}

const NOT_DONE = ['false', 'no', 'n', '0', 'nein', 'falsch', 'f', 'unchecked', 'incomplete']

export const statusNamed = lookUp(STATUSES)
export const priorityNamed = lookUp(PRIORITIES)

/** Of a column such as `completed`: whatever stands there, a date too, but a no. */
export function saysDone(text: string): boolean {
  return text !== '' && !NOT_DONE.includes(asWords(text))
}

/** Without what differs by who writes it. */
export function asWords(text: string): string {
  return fold(text)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

function lookUp<Name extends string>(names: Record<Name, readonly string[]>) {
  const all = new Map<string, Name>()
  for (const [name, words] of Object.entries(names) as [Name, readonly string[]][]) {
    for (const word of words) all.set(word, name)
  }
  return (text: string): Name | undefined => all.get(asWords(text))
}
