/** What the panels of work, conversations and the system say, in German. */
import { count } from '../../format/numbers.ts'
import type { TextsOf } from '../shape.ts'
import { of, tasks } from './counting.ts'

export const de: TextsOf<'panels'> = {
  presentOnly: 'Nur von jetzt bekannt, nicht von einem vergangenen Tag.',
  work: 'Arbeit',
  tasks: 'Aufgaben',
  statuses: { todo: 'Zu tun', in_progress: 'In Arbeit', done: 'Erledigt', cancelled: 'Abgebrochen' },
  byStatus: 'Aufgaben nach Status',
  late: 'Spät',
  lateTasks: (n) => tasks(n),
  lateProjects: (n) => (n === 0 ? 'und kein Projekt' : `und ${of(n, 'Projekt', 'Projekte')}`),
  throughput: 'Erledigt von angelegt',
  ofCreated: (done, created) => `${count(done)} von ${count(created)}, 30 Tage`,
  cycleTime: 'Durchlaufzeit, Median',
  cycleOf: (n, p85) => `von ${count(n)}; 85 % < ${p85}`,
  doneOfAll: 'Erledigt von allen',
  ofAll: (n, all) => `${count(n)} von ${count(all)}`,
  noTask: (isPast) => (isPast ? 'Bis zu diesem Tag war keine Aufgabe angelegt.' : 'Noch keine Aufgaben.'),
  conversations: 'Gespräche',
  unread: (n) => `${count(n)} ungelesen`,
  messagesToday: 'Nachrichten heute',
  messagesThen: 'Nachrichten an dem Tag',
  writers: 'Schreibende',
  writers7: 'In 7 Tagen',
  latest: 'Zuletzt',
  system: 'System',
  last60: 'die letzten 60 Minuten',
  answers: 'Antworten, 95 % binnen',
  ofRequests: (n) => `von ${count(n)}`,
  errors: 'Fehler',
  found: 'Im Speicher gefunden',
  connections: 'Datenbankverbindungen',
  memory: 'Speicher für Antworten',
  wholeInstance: 'ganze Instanz',
}
