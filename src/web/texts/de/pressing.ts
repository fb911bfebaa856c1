/** What is said of what presses, in German. */
import { count } from '../../format/numbers.ts'
import type { TextsOf } from '../shape.ts'
import { of } from './counting.ts'

export const de: TextsOf<'pressing'> = {
  backup: (when) => `Die letzte Sicherung (${when}) **ist durchgefallen**: sie ist nicht bewiesen.`,
  backupRests:
    'Bewiesen wird eine Sicherung, indem man sie woanders wiederherstellt und zählt, was zurückkam. Auf diese ist kein Verlass.',
  seeBackups: 'Zu den Sicherungen',
  late: (now, before) =>
    `**${of(now, 'Aufgabe', 'Aufgaben')}** sind zu spät, vor einer Woche ${before === 0 ? 'war es keine' : before === 1 ? 'war es eine' : `waren es ${count(before)}`}.`,
  lateRests: 'Zu spät ist, was schon fällig war und weder erledigt noch abgebrochen ist.',
  seeLate: 'Zeigen, was zu spät ist',
}
