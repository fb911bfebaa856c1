import { KeysSheet } from './keys-sheet.tsx'

/** The API keys by themselves. */
export function Keys() {
  return (
    <div class="body">
      <KeysSheet />
    </div>
  )
}
