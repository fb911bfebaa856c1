/** What is said of what presses, in English. */
import { count } from '../../format/numbers.ts'
import { of } from './counting.ts'

export const en = {
  backup: (when: string) => `The last backup, made ${when}, **was not proved**.`,
  backupRests:
    'A backup is proved by restoring it elsewhere and counting what came back. This one may not be of help.',
  seeBackups: 'See the backups',
  late: (now: number, before: number) =>
    `**${of(now, 'task')}** are late, a week ago ${before === 0 ? 'none was' : before === 1 ? 'one was' : `${count(before)} were`}.`,
  lateRests: 'Late is what was to be done before now and is neither done nor cancelled.',
  seeLate: 'See what is late',
}
