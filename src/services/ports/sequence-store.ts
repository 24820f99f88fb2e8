/** Names of the sequences; each gives positive int32, never one twice over all nodes. */
export type SequenceName = 'transaction' | 'command';

export type SequenceStore = { readonly nextNumber: (sequence: SequenceName) => Promise<number> };
