/** Histories that are brought along: a file is taken line by line, and an import goes out again as a whole. */
import { ImportFile } from './import-file.tsx'
import { ImportsSheet } from './imports-sheet.tsx'

export function Imports() {
  return (
    <div class="body">
      <ImportFile />
      <ImportsSheet />
    </div>
  )
}
