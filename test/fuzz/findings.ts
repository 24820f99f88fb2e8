/** What the gateway did that it must not do. */
export type Finding = {
  /** null: it belongs to no case. */
  readonly index: number | null;
  readonly name: string;
  readonly fault: string;
  /** The frames of the case, cut to what can be read. */
  readonly frames: readonly string[];
  readonly answers: readonly string[];
};

const MOST_TEXT = 600;
const MOST_FRAMES = 6;

const cut = (text: string): string =>
  text.length <= MOST_TEXT ? text : `${text.slice(0, MOST_TEXT)}… (${text.length})`;
export const cutAll = (texts: readonly string[]): readonly string[] => texts.slice(0, MOST_FRAMES).map(cut);

/** Of each kind of fault only the first ones are kept, with the number of all. */
export type Findings = {
  readonly add: (finding: Finding) => void;
  /** A smaller frame for a finding. */
  readonly shrunk: (finding: Finding, text: string) => void;
  readonly all: () => readonly { readonly first: Finding; readonly times: number }[];
};

/** Faults that differ only in numbers and ids are one kind. */
const kindOf = ({ fault }: Finding): string => fault.replaceAll(/[\d"'`]+|[0-9A-HJKMNP-TV-Z]{26}/g, '#').slice(0, 160);

export const createFindings = (): Findings => {
  const kinds = new Map<string, { first: Finding; times: number }>();
  return {
    add: (finding) => {
      const kind = kindOf(finding);
      const known = kinds.get(kind);
      if (known === undefined) kinds.set(kind, { first: finding, times: 1 });
      else known.times += 1;
    },
    shrunk: (finding, text) => {
      const known = kinds.get(kindOf(finding));
      if (known !== undefined) known.first = { ...finding, frames: cutAll([text]) };
    },
    all: () => [...kinds.values()],
  };
};
