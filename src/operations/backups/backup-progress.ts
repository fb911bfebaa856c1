/** How far the backup is that this process makes or proves: one at a time, as `alone` sees to. */
import type { ShowProgress } from './write-backup.ts'

export interface RunningBackup {
  name: string
  step: 'writing' | 'proving'
  /** 0 to 1. */
  share: number
}

export class BackupProgress {
  #running: RunningBackup | null = null

  get running(): RunningBackup | null {
    return this.#running
  }

  /** @param work Shows how far it is; whoever asked for it is shown the same. */
  async of<T>(
    { name, step }: Pick<RunningBackup, 'name' | 'step'>,
    show: ShowProgress,
    work: (show: ShowProgress) => Promise<T>,
  ): Promise<T> {
    const tell: ShowProgress = (share, text) => {
      this.#running = { name, step, share }
      show(share, text)
    }
    this.#running = { name, step, share: 0 }
    try {
      return await work(tell)
    } finally {
      this.#running = null
    }
  }
}
