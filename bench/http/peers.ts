/**
 * What others answered, as `bench http` shows it beside ours: constants, measured once on a two-core
 * machine of the same kind in one run, the server on one core and the load on the other, 100,000 tasks,
 * the median of three rounds over HTTP with 16 connections unless the row says otherwise. PocketBase
 * 0.39.11 commits as durably as we do (`synchronous=FULL`); it is measured anew where it can be built.
 */

/** Requests a second; nothing where there is no such request. */
export interface Peers {
  pocketbase?: number
  vikunja?: number
  directus?: number
}

const TEXT = { pocketbase: 74, vikunja: 9.6, directus: 6.2 }
const COUNTS = { pocketbase: 7, directus: 6.6 }

/** By the name of a row, without who asks. */
const PEERS: Record<string, Peers> = {
  '50 newest': { pocketbase: 353, directus: 3.6 },
  'deep page': { pocketbase: 62, directus: 1.8 },
  '50 with total': { pocketbase: 44, vikunja: 6.4, directus: 2.4 },
  'by status': { pocketbase: 316, directus: 9.8 },
  'by status with total': { pocketbase: 117, vikunja: 8.4, directus: 6.4 },
  search: TEXT,
  'text of a list': TEXT,
  'dashboard, kept': COUNTS,
  'dashboard, computed': COUNTS,
  'sign-in, 4 connections': { pocketbase: 13, vikunja: 6.4, directus: 3.2 },
  'create, 1 connection': { pocketbase: 521, vikunja: 126, directus: 65 },
  'create, 16 connections': { pocketbase: 577, vikunja: 14, directus: 56 },
  'create, 64 connections': { pocketbase: 601, vikunja: 4.5, directus: 64 },
  'create, 500 connections': { pocketbase: 622, vikunja: 2.7, directus: 50 },
}

export function peersOf(row: string): Peers {
  return PEERS[row.replace(/, (admin|member with \w+)$/, '')] ?? {}
}

/** Which of a peer's rows answers what one of ours asks: it has one search, and keeps no dashboard. */
export function peerRowOf(row: string): string {
  return row.replace(/^search,/, 'text of a list,').replace('dashboard, kept', 'dashboard, computed')
}
