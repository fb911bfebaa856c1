/** What people did, in German. */
import type { TextsOf } from '../shape.ts'

const DID: Record<string, string> = {
  sign_in: 'hat sich angemeldet',
  'task.created': 'Aufgabe angelegt',
  'task.completed': 'Aufgabe erledigt',
  'task.changed': 'Aufgabe geändert',
  'project.created': 'Projekt angelegt',
  'project.changed': 'Projekt geändert',
  'team.created': 'Team angelegt',
  'message.sent': 'Nachricht geschickt',
  'comment.created': 'Kommentar geschrieben',
  'comment.changed': 'Kommentar geändert',
  'note.created': 'Notiz geschrieben',
  'note.changed': 'Notiz geändert',
  'content.created': 'Text begonnen',
  'content.changed': 'Text geändert',
  'content.published': 'Text veröffentlicht',
  'lesson.created': 'Lektion angelegt',
  'lesson.changed': 'Lektion geändert',
  'lesson.completed': 'Lektion abgeschlossen',
  'assessment.created': 'Prüfung angelegt',
  'assessment.changed': 'Prüfung geändert',
  'assessment.submitted': 'Prüfung abgegeben',
  'company.created': 'Firma angelegt',
  'company.changed': 'Firma geändert',
  'job.created': 'Stelle angelegt',
  'job.opened': 'Stelle ausgeschrieben',
  'job.changed': 'Stelle geändert',
  'candidate.created': 'Kandidat angelegt',
  'candidate.changed': 'Kandidat geändert',
  'candidate.merged': 'Kandidaten vereinigt',
  'application.created': 'Bewerbung angelegt',
  'application.changed': 'Bewerbung geändert',
  'application.moved': 'Bewerbung verschoben',
  'application.rated': 'Bewerbung bewertet',
  'application_file.created': 'Datei hinzugefügt',
  'task_file.created': 'Datei an Aufgabe gehängt',
}

export const de: TextsOf<'verbs'> = {
  did: (verb) => DID[verb] ?? verb.replaceAll(/[._]/g, ' '),
}
