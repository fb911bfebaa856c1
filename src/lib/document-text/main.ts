/**
 * A process of its own, for documents that anybody may have sent: the type and how many characters are
 * wanted as arguments, the document at its standard input, its text at its standard output. It is given no
 * environment, and ended from outside when it takes too long or too much: see document-texts.ts.
 */
import type { DocumentType } from '../document-type.ts'
import { textOfDocument } from './text-of-document.ts'

const [, , type = 'text', most = '0'] = process.argv
const content = await Bun.stdin.bytes()
// Whoever starts it says one of them.
const text = await textOfDocument(type as DocumentType, content, Number(most))
await Bun.write(Bun.stdout, text)
process.exit(0)
