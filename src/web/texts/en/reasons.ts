/** Why a number is not there, in English, which is what the API says of it. */
export function reason(given: string | undefined): string {
  return given === 'immature' ? 'younger than it needs' : (given ?? '')
}
