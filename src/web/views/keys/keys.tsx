import { WebhooksSheet } from '../webhooks/webhooks-sheet.tsx'
import { KeysSheet } from './keys-sheet.tsx'

/** How programs come in, and how they are told what happens. */
export function Keys() {
  return (
    <div class="body">
      <KeysSheet />
      <WebhooksSheet />
    </div>
  )
}
