/** What is said of a file of tasks that is brought along, in German. */
import { count } from '../../format/numbers.ts'
import type { TextsOf } from '../shape.ts'
import { tasks } from './counting.ts'

export const de: TextsOf<'importing'> = {
  what: 'Eine CSV-Datei von Trello, Asana, Todoist, GitLab, Planner oder einer Tabelle. Was die Spalten sind, wird an ihren Namen erkannt. Zuerst sehen Sie, was angelegt würde.',
  file: 'Datei',
  dates: 'Daten mit Schrägstrichen',
  orders: { day_first: 'Tag zuerst', month_first: 'Monat zuerst' },
  looking: 'Wird angesehen …',
  found: (n) => `${tasks(n)}.`,
  taken: 'Übernommen',
  leftOut: 'Weggelassen',
  fields: {
    title: 'Titel',
    description: 'Beschreibung',
    status: 'Status',
    done: 'Erledigt',
    priority: 'Priorität',
    project: 'Projekt',
    team: 'Team',
    owner: 'Eigentümer',
    assignee: 'Für',
    due: 'Fällig',
    labels: 'Etiketten',
  },
  becameLabel: (field, value, n) =>
    `${field}: „${value}“ gibt es hier nicht und wird Etikett von ${ofTasks(n)}.`,
  dropped: (field, value, n) => `${field}: „${value}“ gibt es hier nicht und fehlt dann bei ${ofTasks(n)}.`,
  refused: 'So lässt sich nichts daraus anlegen. Ändern Sie die Datei, und wählen Sie sie noch einmal.',
  line: (line, field, why) => `Zeile ${count(line)}, ${field}: ${why}`,
  make: (n) => `${tasks(n)} anlegen`,
}

function ofTasks(n: number): string {
  return n === 1 ? 'einer Aufgabe' : `${count(n)} Aufgaben`
}
