let last = 0

/** Names what is new until the server does, here and after the page was loaded again. */
export function newId(): string {
  last += 1
  return `new-${Date.now().toString(36)}-${last}`
}
