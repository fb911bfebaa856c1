/**
 * Keeps the page's files, so that it opens where nothing can be reached, and so that a tab that was open
 * before an upgrade finds those it has not loaded yet. Files only: what the API answers does not pass here.
 * Where there is a network, the document comes from there, so that nobody is left behind an upgrade.
 */
export {}

// The build writes them in: see http/web/page-files.ts.
declare const FILES: readonly string[]
declare const NAME: string
declare const DOCUMENT: string
declare const DOCUMENT_HEADERS: Record<string, string>

/** What browsers have in a worker, and the types of a page do not know. */
interface Phase extends Event {
  waitUntil(work: Promise<unknown>): void
}
interface Asked extends Phase {
  request: Request
  respondWith(answer: Promise<Response>): void
}
interface Scope {
  skipWaiting(): Promise<void>
  clients: { claim(): Promise<void> }
}

const PREFIX = 'page-'
const OWN = PREFIX + NAME
/** What proxies say where they do not reach the server. */
const UNREACHABLE = new Set([502, 503, 504])
// The types are those of a window.
const scope = self as unknown as Scope

addEventListener('install', (event) => (event as Phase).waitUntil(keepFiles()))
addEventListener('activate', (event) => (event as Phase).waitUntil(takeOver()))
addEventListener('fetch', (event) => {
  const asked = event as Asked
  const { request } = asked
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin) return
  if (pathname === '/' && request.mode === 'navigate') asked.respondWith(documentFor(request))
  else if (pathname.startsWith('/assets/')) asked.respondWith(fileFor(request))
})

async function keepFiles(): Promise<void> {
  const cache = await caches.open(OWN)
  await cache.addAll(FILES)
  await scope.skipWaiting()
}

/** The files of the version before stay: tabs that are open still may need them. */
async function takeOver(): Promise<void> {
  const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== OWN)
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)))
  await scope.clients.claim()
}

async function documentFor(request: Request): Promise<Response> {
  try {
    const answer = await fetch(request)
    return UNREACHABLE.has(answer.status) ? keptDocument() : answer
  } catch {
    return keptDocument()
  }
}

function keptDocument(): Response {
  return new Response(DOCUMENT, { headers: DOCUMENT_HEADERS })
}

async function fileFor(request: Request): Promise<Response> {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request)
}
