import type { files as en } from '../en/files.ts'

export const files: typeof en = {
  title: 'Dateien',
  add: 'Dateien dazu',
  hint: 'Oder hierher ziehen.',
  download: (name) => `${name} herunterladen`,
  delete: 'Löschen',
  deleteOne: (name) => `${name} löschen`,
  deleteTitle: (name) => `${name} endgültig löschen?`,
  deleteWhat: 'Dann ist sie weg, auch aus dem Papierkorb.',
  gone: (name) => `${name} ist weg.`,
  show: 'Anzeigen',
  showOne: (name) => `${name} anzeigen`,
  hide: 'Verbergen',
  hideOne: (name) => `${name} verbergen`,
  notShown: 'Dieses Bild lässt sich nicht anzeigen. Laden Sie es herunter.',
  sending: (share) => `Wird gesendet, ${share}`,
}
