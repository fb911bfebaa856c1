/** Where instants come from: epoch milliseconds, UTC. Tests pass a clock that stands still. */
export interface Clock {
  now(): number
}

export const systemClock: Clock = { now: () => Date.now() }
