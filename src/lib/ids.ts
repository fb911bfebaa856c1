/** Ids of things that we make: UUIDv7 text, which sorts by the time of making. */
export type NewId = () => string

export const newId: NewId = () => Bun.randomUUIDv7()
