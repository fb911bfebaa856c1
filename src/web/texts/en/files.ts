/** What is said of the files of whatever has some, in English. */
export const files = {
  title: 'Files',
  add: 'Add files',
  hint: 'Or drop them here.',
  download: (name: string) => `Download ${name}`,
  delete: 'Delete',
  deleteOne: (name: string) => `Delete ${name}`,
  deleteTitle: (name: string) => `Delete ${name} for good?`,
  deleteWhat: 'It is gone then, and not in the trash.',
  gone: (name: string) => `${name} is gone.`,
  show: 'Show',
  showOne: (name: string) => `Show ${name}`,
  hide: 'Hide',
  hideOne: (name: string) => `Hide ${name}`,
  notShown: 'This picture cannot be shown. Download it.',
  sending: (share: string) => `Sending, ${share}`,
}
