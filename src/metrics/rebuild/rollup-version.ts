/**
 * Moves when the rollups are made of more than before. Those of organizations that were built by an
 * older version are built anew from the raw events: see upgrade-job.ts.
 */
export const ROLLUP_VERSION = 3

/** The first one in which work and messages are counted. */
export const WORK_SINCE_VERSION = 3
