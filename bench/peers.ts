/**
 * What others answered, as `bench http` shows it beside ours: constants, measured once on a two-core
 * machine of the same kind in one run, the server on one core and the load on the other, 100,000 tasks,
 * the median of three rounds over HTTP with 16 connections unless the row says otherwise. PocketBase
 * 0.39.11 commits as durably as we do (`synchronous=FULL`).
 */

/** Requests a second; nothing where there is no such request. */
export interface Peers {
  pocketbase?: number
  vikunja?: number
  directus?: number
}

export const PEERS = {
  newest: { pocketbase: 353, directus: 3.6 },
  deep: { pocketbase: 62, directus: 1.8 },
  total: { pocketbase: 44, vikunja: 6.4, directus: 2.4 },
  status: { pocketbase: 316, directus: 9.8 },
  statusTotal: { pocketbase: 117, vikunja: 8.4, directus: 6.4 },
  text: { pocketbase: 74, vikunja: 9.6, directus: 6.2 },
  counts: { pocketbase: 7, directus: 6.6 },
  signIn: { pocketbase: 13, vikunja: 6.4, directus: 3.2 },
  create1: { pocketbase: 521, vikunja: 126, directus: 65 },
  create16: { pocketbase: 577, vikunja: 14, directus: 56 },
  create64: { pocketbase: 601, vikunja: 4.5, directus: 64 },
  writers: { pocketbase: 622, vikunja: 2.7, directus: 50 },
} as const satisfies Record<string, Peers>
