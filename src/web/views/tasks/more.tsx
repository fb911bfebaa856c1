/** What one seldom does with tasks: to take them along as a file, and to bring those of another program. */
import { useSignal } from '@preact/signals'
import { stream } from '../../api/client.ts'
import { attempt } from '../../parts/attempt.ts'
import { saveFile } from '../../parts/copy-text.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { Icon } from '../../parts/icon.tsx'
import { lazily } from '../../parts/lazy.tsx'
import { Menu } from '../../parts/menu.tsx'
import { isAtLeast, today } from '../../state/session.ts'
import { t } from '../../texts/texts.ts'
import { work } from '../../texts/work.ts'
import { asked, COLUMNS, isBoard, listed } from './shown.ts'

const ImportFile = lazily(async () => (await import('./import-file.tsx')).ImportFile)

export function More() {
  const isImporting = useSignal(false)
  return (
    <>
      <Menu label={t.frame.more} className="icon" button={<Icon name="more" />}>
        {isAtLeast('member') && (
          <button
            type="button"
            role="menuitem"
            onClick={() => {
              isImporting.value = true
            }}
          >
            {work.tasks.importing}
          </button>
        )}
        {(['csv', 'xlsx'] as const).map((format) => (
          <button key={format} type="button" role="menuitem" onClick={() => void save(format)}>
            {work.tasks.saveAs(format.toUpperCase())}
          </button>
        ))}
      </Menu>
      <Dialog isOpen={isImporting} title={work.tasks.importing}>
        <ImportFile isOpen={isImporting} />
      </Dialog>
    </>
  )
}

/** Those that are shown, however many they are. */
async function save(format: 'csv' | 'xlsx'): Promise<void> {
  await attempt(async () => {
    const query = { format, ...asked(isBoard.value ? COLUMNS : listed()) }
    saveFile(
      `tasks-${today.value}.${format}`,
      await (await stream('GET /api/v1/tasks/export', { query })).blob(),
    )
  })
}
