import { AlertsSheet } from './alerts-sheet.tsx'
import { ToldSheet } from './told-sheet.tsx'

/** Which metrics are watched, and what that has told. */
export function Alerts() {
  return (
    <div class="body">
      <AlertsSheet />
      <ToldSheet />
    </div>
  )
}
