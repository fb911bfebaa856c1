/** The styles of what views have that the overview has not, such as fields: see `lazily`. */
import styles from '../styles/views.css' with { type: 'text' }
import { adoptStyle } from './adopt-style.ts'

adoptStyle(styles, true)
