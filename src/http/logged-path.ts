/**
 * Paths as they may stand in a log. What comes in the place of a parameter may be anybody's text: an
 * e-mail address that an app uses as its id, a token that somebody put into the wrong place. The words
 * of our routes and ids stay, all else becomes `*`.
 */
const ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

export function loggedPaths(routes: readonly { path: string }[]): (path: string) => string {
  const whole = new Set(routes.map(({ path }) => path).filter((path) => !path.includes(':')))
  const words = new Set(routes.flatMap(({ path }) => path.split('/').filter((word) => !word.startsWith(':'))))
  const asLogged = (segment: string) => (words.has(segment) || ID.test(segment) ? segment : '*')
  return (path) => (whole.has(path) ? path : path.split('/').map(asLogged).join('/'))
}
