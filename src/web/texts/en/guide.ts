/** How a first event is reported, in English. */

export const en = {
  say: 'Nothing has been reported yet. **Send one event**, and this page begins to count.',
  rests: 'It listens: the first event shows here within a few seconds.',
  begun: '**The first event has arrived**, and this page counts from now on.',
  begunRests: 'The key is shown until you go elsewhere. Numbers that need more days say when they come.',
  key: '1. Copy a key',
  keyWhat: 'It may report events and read numbers, and is shown this once.',
  make: 'Make a key',
  keyName: 'First app',
  copyKey: 'Copy key',
  report: '2. Report an event',
  reportWhat: 'From your server, or here and now from a terminal.',
  yourKey: 'YOUR_KEY',
  copy: 'Copy',
  wait: '3. Wait for it here',
  waitWhat: 'Sending it twice does no harm: the id sees to that.',
  listening: (time: string) => `Listening since ${time}. No event yet.`,
  arrived: (time: string, who: string, verb: string) =>
    `The first event arrived at ${time}: ${who}, ${verb}.`,
  onlyAdmins: 'An admin of this organization can make a key.',
  importInstead: 'How to import a history instead',
}
