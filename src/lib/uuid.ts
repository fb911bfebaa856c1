const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Whether a text has the form of a UUID, in whatever case. */
export function isUuid(text: string): boolean {
  return UUID.test(text)
}

/**
 * An id as we write it: of a UUID, case does not matter (RFC 9562, section 4), and .NET and Swift
 * write it in capitals. What has another form stays as it is.
 */
export function plainId(text: string): string {
  return UUID.test(text) ? text.toLowerCase() : text
}
