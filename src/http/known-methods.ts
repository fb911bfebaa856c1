/** A caller may write any other, which is nobody's label. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

export function isKnownMethod(method: string): boolean {
  return METHODS.has(method)
}
