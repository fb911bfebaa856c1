/** How many times as many cases of a property as in each run of all tests: `bun run test:deep properties`. */
export const TIMES = Number(process.env.PROPERTY_TIMES ?? 1)
