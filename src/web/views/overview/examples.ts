/** One event, in the languages in which people try it. */

export type Language = 'curl' | 'JavaScript' | 'Python'

/** @param origin Where this Almanac is reached. */
export function examples(origin: string, key: string): Record<Language, string> {
  const event = '{ "id": "e-1", "person": "user-17", "verb": "document.created", "core": true }'
  return {
    curl: `curl ${origin}/api/v1/events \\
  -H "x-api-key: ${key}" -H "content-type: application/json" \\
  -d '${event}'`,
    JavaScript: `await fetch('${origin}/api/v1/events', {
  method: 'POST',
  headers: { 'x-api-key': '${key}', 'content-type': 'application/json' },
  body: JSON.stringify({ id: 'e-1', person: 'user-17', verb: 'document.created', core: true }),
})`,
    Python: `import requests
requests.post('${origin}/api/v1/events',
    headers={'x-api-key': '${key}'},
    json={'id': 'e-1', 'person': 'user-17', 'verb': 'document.created', 'core': True})`,
  }
}
