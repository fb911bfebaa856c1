/** What is moved goes into an empty database only: nothing that is there can be lost. */
import { whatHolds } from '../../db/what-holds.ts'
import { StartError } from '../../lib/start-error.ts'

/**
 * Changes nothing there.
 *
 * @throws StartError where it holds anything but an unused database of Almanac, or cannot be used.
 */
export async function assertEmptyTarget(url: string): Promise<void> {
  const holds = await whatHolds(url, '--to')
  if (holds === 'users') {
    throw new StartError('The database of --to is in use by an instance already. Name an empty one.')
  }
  if (holds === 'foreign') {
    throw new StartError('The database of --to holds tables of another program. Name an empty one.')
  }
}
