/** Work, conversations and the system: below the first window of the overview, and loaded once that is painted. */
import { ChatSheet } from './chat-sheet.tsx'
import { SystemSheet } from './system-sheet.tsx'
import { WorkSheet } from './work-sheet.tsx'

export function Panels() {
  return (
    <div class="cols three">
      <WorkSheet />
      <ChatSheet />
      <SystemSheet />
    </div>
  )
}
