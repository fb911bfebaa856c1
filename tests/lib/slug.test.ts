import { expect, test } from 'bun:test'
import { slugOf } from '../../src/lib/slug.ts'

const CASES: [text: string, slug: string][] = [
  ['Bluebird', 'bluebird'],
  ['Ünïcode Org', 'unicode-org'],
  ['U\u0308ni\u0308code', 'unicode'],
  ['Straße & Łódź', 'strasse-lodz'],
  ['Ærø A/S', 'aero-a-s'],
  ['Привет, мир', 'privet-mir'],
  ['Київ', 'kiiv'],
  ['Αθήνα', 'athina'],
  ['北京 Lab 2', 'lab-2'],
  ['日本', ''],
  ['--', ''],
  ['Bluebird™ 🐦', 'bluebird'],
  [`${'a'.repeat(39)} b`, 'a'.repeat(39)],
]
for (const [text, slug] of CASES)
  test(`The slug of "${text}" is "${slug}"`, () => expect(slugOf(text)).toBe(slug))
