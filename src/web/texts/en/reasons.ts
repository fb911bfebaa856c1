/** Why a number is not there, in English, which is what the API says of it. */
export function reason(given: string | undefined): string {
  if (given === 'immature') return 'younger than it needs'
  // The API names all of them.
  return given?.startsWith('only for counts of a day')
    ? 'only for counts of a day, such as sessions'
    : (given ?? '')
}
