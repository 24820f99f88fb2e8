/**
 * How strictly a station's messages are checked. strict: a frame that fails its schema is refused. lenient: what can still
 * be understood is taken, and flagged. off: only what the handler needs is checked.
 */
export type ValidationLevel = 'strict' | 'lenient' | 'off';
