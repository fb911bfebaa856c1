/**
 * What keeps a process from starting, or a command from doing its work, and is for whoever runs it to
 * mend: one line that names the variable and says how. It never holds a secret.
 */
export class StartError extends Error {}
