/** The styles of what views have that the overview has not, such as fields: see `lazily`. */
import analysis from '../styles/views/analysis.css' with { type: 'text' }
import controls from '../styles/views/controls.css' with { type: 'text' }
import conversations from '../styles/views/conversations.css' with { type: 'text' }
import layout from '../styles/views/layout.css' with { type: 'text' }
import tasks from '../styles/views/tasks.css' with { type: 'text' }
import { adoptStyle } from './adopt-style.ts'

adoptStyle([controls, analysis, tasks, layout, conversations].join('\n'), true)
