import type { HiringExportRequest } from '../../../../../docs/api-types.ts'
import { stream } from '../../../api/client.ts'
import { attempt } from '../../../parts/attempt.ts'
import { saveFile } from '../../../parts/copy-text.ts'
import { Menu } from '../../../parts/menu.tsx'
import { h } from '../../../texts/hiring.ts'

const FORMATS = ['csv', 'xlsx', 'json'] as const

/** A row for each month, job and source. */
export function Export({ asked }: { asked: Omit<HiringExportRequest, 'format'> }) {
  const save = (format: (typeof FORMATS)[number]) =>
    attempt(async () => {
      const response = await stream('POST /api/v1/hiring/export', { body: { format, ...asked } })
      saveFile(`hiring-${asked.from}-${asked.to}.${format}`, await response.blob())
    })
  return (
    <Menu is_labelled label={h.export} className="btn" button={h.export}>
      {FORMATS.map((format) => (
        <button key={format} type="button" role="menuitem" onClick={() => void save(format)}>
          {format.toUpperCase()}
        </button>
      ))}
    </Menu>
  )
}
