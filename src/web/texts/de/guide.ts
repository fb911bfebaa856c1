/** How a first event is reported, in German. */
import type { TextsOf } from '../shape.ts'

export const de: TextsOf<'guide'> = {
  say: 'Noch wurde nichts gemeldet. **Schicken Sie ein Ereignis**, und diese Seite beginnt zu zählen.',
  rests: 'Sie hört zu: das erste Ereignis erscheint hier binnen weniger Sekunden.',
  begun: '**Das erste Ereignis ist da**, und von jetzt an zählt diese Seite.',
  begunRests:
    'Der Schlüssel steht hier, bis Sie woandershin gehen. Zahlen, die mehr Tage brauchen, sagen, wann sie kommen.',
  key: '1. Einen Schlüssel kopieren',
  keyWhat: 'Er darf Ereignisse melden und Zahlen lesen und wird nur dieses eine Mal gezeigt.',
  make: 'Schlüssel anlegen',
  keyName: 'Erste App',
  copyKey: 'Schlüssel kopieren',
  report: '2. Ein Ereignis melden',
  reportWhat: 'Von Ihrem Server oder hier und jetzt aus einem Terminal.',
  yourKey: 'IHR_SCHLUESSEL',
  copy: 'Kopieren',
  wait: '3. Hier darauf warten',
  waitWhat: 'Es zweimal zu schicken schadet nicht: dafür sorgt die id.',
  listening: (time) => `Hört zu seit ${time}. Noch kein Ereignis.`,
  arrived: (time, who, verb) => `Das erste Ereignis kam um ${time}: ${who}, ${verb}.`,
  onlyAdmins: 'Wer diese Organisation verwaltet, kann einen Schlüssel anlegen.',
  importInstead: 'Wie man stattdessen eine Geschichte importiert',
}
